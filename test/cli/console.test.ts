import process from "node:process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Console, terminalConsole } from "../../src/cli/console.ts";

const ERASE = "\r\x1b[K";
let out = "";
let err = "";
let nowMs = 1000;
const before = { isTTY: process.stderr.isTTY, columns: process.stderr.columns };

beforeEach(() => {
	[out, err, nowMs] = ["", "", 1000];
	vi.spyOn(process.stdout, "write").mockImplementation((text) => {
		out += text;
		return true;
	});
	vi.spyOn(process.stderr, "write").mockImplementation((text) => {
		err += text;
		return true;
	});
	vi.spyOn(performance, "now").mockImplementation(() => nowMs);
});
afterEach(() => {
	vi.restoreAllMocks();
	Object.assign(process.stderr, before);
});

function consoleOn(isTTY: boolean, columns = 20): Console {
	Object.assign(process.stderr, { isTTY, columns });
	return terminalConsole();
}

describe("on a terminal", () => {
	it("a status replaces the one before, and is gone when a result is printed", () => {
		const console = consoleOn(true);
		console.status("loading a");
		nowMs += 200;
		console.status("loading b");
		console.print("done");
		expect(err).toBe(`loading a${ERASE}loading b${ERASE}`);
		expect(out).toBe("done\n");
	});

	it("draws at most ten statuses a second", () => {
		const console = consoleOn(true);
		for (let step = 0; step < 100; step++) {
			console.status(`step ${step}`);
			nowMs += 10;
		}
		expect(err.split(ERASE)).toEqual(Array.from({ length: 10 }, (_, tenth) => `step ${tenth * 10}`));
	});

	it("an empty status clears the line at once", () => {
		const console = consoleOn(true);
		console.status("loading");
		console.status("");
		console.complain("failed");
		expect(err).toBe(`loading${ERASE}${ERASE}failed\n`);
	});

	it("cuts a status to the line, or it would leave its beginning behind", () => {
		consoleOn(true, 10).status("a".repeat(50));
		expect(err.length).toBeLessThan(10);
		expect(err).toMatch(/^a+…?$/);
	});

	it("draws nothing to erase when there was no status", () => {
		const console = consoleOn(true);
		console.print("one");
		console.complain("two");
		expect([out, err]).toEqual(["one\n", "two\n"]);
	});
});

describe("in a log", () => {
	it("writes the words of a status once, and not its numbers", () => {
		const console = consoleOn(false);
		for (const text of ["downloading a: 1 MB", "downloading a: 2 MB", "checking a", "", "downloading b: 1 MB"]) {
			console.status(text);
		}
		expect(err).toBe("downloading a\nchecking a\ndownloading b\n");
	});

	it("keeps results and errors apart, without control characters", () => {
		const console = consoleOn(false);
		console.status("looking");
		console.print("result\nof two lines");
		console.complain("sorry");
		expect(out).toBe("result\nof two lines\n");
		expect(err).toBe("looking\nsorry\n");
	});
});
