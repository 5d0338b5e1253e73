import { describe, expect, it } from "vitest";
import { mannWhitney, welch } from "../../src/stats/two-sample.ts";
import { expectClose } from "./close.ts";

const a = [0.82, 0.64, 0.91, 0.55, 0.73, 0.88];
const b = [0.79, 0.6, 0.8, 0.57, 0.7, 0.71];

describe("two separate groups", () => {
	it("equal scipy 1.17.1", () => {
		expectClose(welch(a, b), { t: 0.86392812416998, degreesOfFreedom: 8.745656533338238, p: 0.41069486599100286 });
		expectClose(mannWhitney(a, b), { u: 24, p: 0.3784775932446789 });
	});

	it("take groups that do not vary without NaN", () => {
		expect(welch([1, 1], [1, 1])).toEqual({ t: null, degreesOfFreedom: null, p: 1 });
		expect(welch([2, 2], [1, 1])).toEqual({ t: Number.POSITIVE_INFINITY, degreesOfFreedom: null, p: 0 });
		expect(mannWhitney([1, 1], [1])).toEqual({ u: 1, p: 1 });
	});

	it("refuse groups that are too small", () => {
		expect(() => welch([1], [1, 2])).toThrow("welch: expected at least 2 value(s), found 1");
		expect(() => mannWhitney([], [1])).toThrow("mannWhitney: expected at least 1");
	});
});
