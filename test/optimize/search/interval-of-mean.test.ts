import { expect, test } from "vitest";
import { intervalOfMean } from "../../../src/optimize/search/interval-of-mean.ts";

const seen = (mean: number, variance?: number) => ({
	choice: {},
	mean,
	n: 9,
	...(variance === undefined ? {} : { variance }),
});

test("is 1.96 deviations to each side, kept within [0, 1] only where all that was seen are shares", () => {
	const { low, high } = intervalOfMean(0.5, 0.1, [seen(0.5)]);
	expect([low, high]).toEqual([expect.closeTo(0.304, 4), expect.closeTo(0.696, 4)]);
	expect(intervalOfMean(0.95, 0.1, [seen(0.95), seen(0.2)])).toEqual({ low: expect.closeTo(0.754, 4), high: 1 });
	expect(intervalOfMean(0.05, 0.1, [seen(0.05)]).low).toBe(0);
	for (const other of [seen(1.5), seen(-1), seen(0.5, 0.2)]) {
		expect(intervalOfMean(0.95, 0.1, [seen(0.95), other]).high).toBeGreaterThan(1.14);
	}
});
