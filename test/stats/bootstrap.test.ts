import { describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { bootstrap, bootstrapClusters, bootstrapGiven, jackknife } from "../../src/stats/bootstrap.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("bootstrap", () => {
	it("gives the same interval from the same seed, and another from another", () => {
		const draw = random(2);
		const values = Array.from({ length: 30 }, () => draw.next());
		expect(bootstrap(values, mean, { seed: 3 })).toEqual(bootstrap(values, mean, { seed: 3 }));
		expect(bootstrap(values, mean, { seed: 3 })).not.toEqual(bootstrap(values, mean, { seed: 4 }));
	});

	it("covers the truth about as often as it says", () => {
		const draw = random(11);
		let covered = 0;
		for (let run = 0; run < 200; run++) {
			const values = Array.from({ length: 40 }, () => draw.normal() ** 2); // skewed, true mean 1
			const { low, high } = bootstrap(values, mean, { resamples: 500, seed: run });
			if (low <= 1 && 1 <= high) covered++;
		}
		expect(covered / 200).toBeGreaterThan(0.86);
		expect(covered / 200).toBeLessThan(0.99);
	});

	it("takes indices where items live in several arrays", () => {
		const a = [1, 2, 3, 4];
		const options = { seed: 1, method: "percentile" } as const;
		expect(bootstrap(4, (rows) => mean(rows.map((row) => a[row] ?? 0)), options)).toEqual(bootstrap(a, mean, options));
	});

	it("has no width for one item and for constant items, with every method", () => {
		for (const method of ["bca", "percentile", "basic"] as const) {
			expect(bootstrap([5], mean, { method })).toMatchObject({ low: 5, high: 5 });
			expect(bootstrap([5, 5, 5], mean, { method })).toMatchObject({ low: 5, high: 5 });
		}
	});

	it("leaves out resamples in which the figure does not exist", () => {
		const shareOfOnes = (items: readonly number[]) => (items.includes(0) && items.includes(1) ? mean(items) : null);
		const { low, high } = bootstrap([0, 1, 1], shareOfOnes, { method: "percentile" });
		expect(low).toBeGreaterThanOrEqual(1 / 3);
		expect(high).toBeLessThanOrEqual(2 / 3);
	});

	it("refuses no items, a figure that does not exist at all, and no resamples", () => {
		expect(() => bootstrap([], mean)).toThrow("at least one item");
		expect(() => bootstrap([1, 2], () => Number.NaN)).toThrow("exists for the whole set, found NaN");
		expect(() => bootstrap([1, 2], mean, { resamples: 0 })).toThrow("resamples >= 1, found 0");
	});
});

describe("bootstrapClusters", () => {
	it("is wider than pretending that the items of a group are independent", () => {
		const groups = Array.from({ length: 12 }, (_, group) => new Array<number>(10).fill(group % 2));
		const whole = bootstrapClusters(groups, mean, { method: "percentile" });
		const naive = bootstrap(groups.flat(), mean, { method: "percentile" });
		expect(whole.high - whole.low).toBeGreaterThan(2 * (naive.high - naive.low));
	});
});

describe("bootstrapGiven", () => {
	it("equals numpy's quantiles of the replicates worked by hand", () => {
		// means of the resamples are 1, 1.5, 2, 2: numpy.quantile at 0.25 and 0.75 gives 1.375 and 2
		const drawn = [[0, 0], [0, 1], [1, 1], [1, 1]]; // biome-ignore format: one resample each
		const interval = bootstrapGiven([1, 2], mean, drawn, { method: "percentile", level: 0.5 });
		expect([interval.low, interval.high]).toEqual([1.375, 2]);
	});
});

describe("jackknife", () => {
	it("leaves out each item, or past 1,000 each block", () => {
		expect(jackknife([1, 2, 3], mean)).toEqual([2.5, 2, 1.5]);
		expect(jackknife([1], mean)).toEqual([]);
		expect(jackknife(new Array<number>(2500).fill(1), (items) => items.length).every((n) => n >= 2497)).toBe(true);
		expect(jackknife(new Array<number>(2500).fill(1), mean)).toHaveLength(1000);
	});
});
