import { expect, it } from "vitest";
import { cosine } from "../../src/metric/cosine.ts";

it("is what the angle says, whatever the lengths", () => {
	expect(cosine([3, 4], [6, 8])).toBe(1);
	expect(cosine([1, 0], [-2, 0])).toBe(-1);
	expect(cosine(Float32Array.of(1, 0), [0, 5])).toBe(0);
	expect(cosine([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.9746318461970762, 14); // 32 / sqrt(14 * 77)
	expect(cosine([0, 0], [1, 1])).toBe(0);
	expect(() => cosine([1], [1, 2])).toThrow("one length");
});
