import { expect, test } from "vitest";
import { progressLine } from "../../../src/local/download/progress-line.ts";

function clockAt(times: number[]) {
	return { now: () => times.shift() ?? 0, sleep: async () => {} };
}

const start = { file: "a.gguf", doneBytes: 2e6, totalBytes: 10e6, source: "Python wheels", phase: "download" } as const;

test("rate and time left, counted from where this download began", () => {
	const line = progressLine(clockAt([0, 0, 2_000]));
	expect(line(start)).toBe("downloading a.gguf: 2.00 MB of 10.0 MB (Python wheels)");
	expect(line({ ...start, doneBytes: 6e6 })).toBe(
		"downloading a.gguf: 6.00 MB of 10.0 MB, 2.00 MB/s, 2 s left (Python wheels)",
	);
});

test("an unknown size, a line that stands still", () => {
	const line = progressLine(clockAt([0, 0, 5_000]));
	expect(line({ ...start, totalBytes: null })).toBe("downloading a.gguf: 2.00 MB (Python wheels)");
	expect(line({ ...start, totalBytes: null })).toBe("downloading a.gguf: 2.00 MB (Python wheels)");
});

test("waiting and checking say so", () => {
	const line = progressLine();
	expect(line({ ...start, phase: "wait" })).toBe(
		"waiting for another process that downloads a.gguf: 2.00 MB of 10.0 MB",
	);
	expect(line({ ...start, phase: "verify" })).toBe("checking a.gguf: 2.00 MB of 10.0 MB");
});
