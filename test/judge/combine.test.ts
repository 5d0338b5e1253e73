import { expect, test } from "vitest";
import { combine } from "../../src/judge/combine.ts";

test("the most frequent, of equally frequent ones the lowest; or the mean", () => {
	expect(combine([5, 2, 5, 2, 5], "majority")).toBe(5);
	expect(combine([5, 2, 5, 2], "majority")).toBe(2);
	expect(combine([5, 4, 3], "majority")).toBe(3);
	expect(combine([1, 2], "mean")).toBe(1.5);
	expect(combine([3], "majority")).toBe(3);
});
