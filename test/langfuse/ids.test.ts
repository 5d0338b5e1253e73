import { describe, expect, it } from "vitest";
import { scoreIdOf, spanIdOf, traceIdOf } from "../../src/langfuse/ids.ts";

describe("ids", () => {
	// printf '{"question":"q1","run":"r1"}' | sha256sum, and alike: a machine of another kind makes the same
	it("are the first digits of SHA-256 over what they name", () => {
		expect(traceIdOf("r1", "q1")).toBe("2444c947c4f4f53087c74c0147b93ab5");
		expect(spanIdOf("t", [1, 0])).toBe("940e24e52585ee63");
	});

	it("differ where what they name differs", () => {
		const all = [
			traceIdOf("r1", "q1"),
			traceIdOf("r1", "q2"),
			traceIdOf("r2", "q1"),
			spanIdOf("t", []),
			spanIdOf("t", [0]),
			spanIdOf("t", [0, 0]),
			spanIdOf("u", [0]),
			scoreIdOf(["t"], "a"),
			scoreIdOf(["t"], "b"),
			scoreIdOf(["t", "s"], "a"),
		];
		expect(new Set(all).size).toBe(all.length);
		expect(all.every((id) => /^[0-9a-f]{16,32}$/.test(id))).toBe(true);
	});
});
