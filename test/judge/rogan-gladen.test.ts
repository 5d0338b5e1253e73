import { expect, test } from "vitest";
import { roganGladen } from "../../src/judge/rogan-gladen.ts";

test("undoes known error rates", () => {
	// of 1,000 rows 300 good: a judge of sensitivity 0.9 and specificity 0.8 passes 270 + 140
	const found = roganGladen({ good: 100, goodPassed: 90, bad: 100, badFailed: 80 }, 410, 1000);
	expect(found?.estimate).toBeCloseTo(0.3, 12);
	expect(found?.interval.low).toBeLessThan(0.3);
	expect(found?.interval.high).toBeGreaterThan(0.3);
});

test("narrows with more labels and more judged rows", () => {
	const width = (labels: number, judged: number) => {
		const errors = { good: labels, goodPassed: 0.9 * labels, bad: labels, badFailed: 0.8 * labels };
		const { low = 0, high = 1 } = roganGladen(errors, 0.41 * judged, judged)?.interval ?? {};
		return high - low;
	};
	expect(width(1000, 1000)).toBeLessThan(width(100, 1000));
	expect(width(100, 10_000)).toBeLessThan(width(100, 1000));
});

test("a judge no better than chance says nothing; rates stay within 0 and 1", () => {
	expect(roganGladen({ good: 10, goodPassed: 5, bad: 10, badFailed: 5 }, 5, 10)).toBeNull();
	expect(roganGladen({ good: 0, goodPassed: 0, bad: 10, badFailed: 9 }, 5, 10)).toBeNull();
	expect(roganGladen({ good: 10, goodPassed: 9, bad: 10, badFailed: 9 }, 0, 100)?.estimate).toBe(0);
	expect(roganGladen({ good: 10, goodPassed: 9, bad: 10, badFailed: 9 }, 100, 100)?.interval.high).toBe(1);
	expect(() => roganGladen({ good: 1, goodPassed: 2, bad: 1, badFailed: 1 }, 1, 1)).toThrow(/2 of 1/);
});
