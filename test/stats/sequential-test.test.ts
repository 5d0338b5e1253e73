import { describe, expect, it } from "vitest";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { sequentialComparison, sequentialPaired } from "../../src/stats/always-valid.ts";
import { type Arm, sequentialPairedTest, sequentialTest } from "../../src/stats/sequential-test.ts";

const range = [0, 1] as const;

/** Traffic of which a share goes to the treatment. */
function traffic(seed: number, n: number, share: number, means: Record<Arm, number>) {
	const draw = random(seed);
	return Array.from({ length: n }, () => {
		const arm: Arm = draw.next() < share ? "treatment" : "control";
		return { arm, score: Number(draw.next() < means[arm]) };
	});
}

describe("sequentialTest", () => {
	it("decides at the same observation as the whole comparison looked at after each", () => {
		for (const [seed, treatment] of [
			[1, 0.98],
			[2, 0.02],
			[3, 0.5],
		] as const) {
			const rows = traffic(seed, 40, 0.5, { control: 1 - treatment, treatment });
			const test = sequentialTest({ range });
			const seen: Record<Arm, number[]> = { control: [], treatment: [] };
			let first: string | undefined;
			for (const { arm, score } of rows) {
				seen[arm].push(score);
				first ??= sequentialComparison(seen.control, seen.treatment, { range }).decided;
				expect(test.observe(arm, score)).toBe(first);
			}
			expect(test.decided).toBe(first);
			expect(first !== undefined).toBe(treatment !== 0.5);
			expect(test.result()).toEqual(sequentialComparison(seen.control, seen.treatment, { range }));
		}
	});

	it("sees a large difference, and its first decision stands", () => {
		const test = sequentialTest({ range });
		for (let row = 0; row < 60; row++) {
			test.observe("control", 0);
			test.observe("treatment", 1);
		}
		expect(test.decided).toBe("better");
		for (let row = 0; row < 60; row++) test.observe("treatment", 0);
		expect(test.decided).toBe("better");
		expect(test.result().difference).toBe(0.5);
	});

	it("declares a winner among equal arms in at most one test of twenty, at any share of traffic", () => {
		let alarms = 0;
		for (let repeat = 0; repeat < 100; repeat++) {
			const test = sequentialTest({ range });
			const share = [0.5, 0.1][repeat % 2] ?? 0.5;
			for (const { arm, score } of traffic(repeat, 250, share, { control: 0.7, treatment: 0.7 }))
				test.observe(arm, score);
			if (test.decided !== undefined) alarms++;
		}
		expect(alarms / 100).toBeLessThanOrEqual(0.05);
	});

	it("refuses bad ranges at once and bad scores when they come", () => {
		expect(() => sequentialTest({ range: [1, 0] })).toThrow(ConfigError);
		expect(() => sequentialTest({ range }).observe("control", 1.5)).toThrow(DataError);
	});
});

describe("sequentialPairedTest", () => {
	it("decides at the same row as the whole comparison looked at after each", () => {
		for (const [seed, chance] of [
			[1, 0.9],
			[2, 0.1],
			[3, 0.5],
		] as const) {
			const draw = random(seed);
			const test = sequentialPairedTest({ range: [0, 2] });
			const [base, other]: [number[], number[]] = [[], []];
			let first: string | undefined;
			for (let row = 0; row < 50; row++) {
				base.push(2 * Number(draw.next() < 0.5));
				other.push(2 * Number(draw.next() < chance));
				first ??= sequentialPaired(base, other, { range: [0, 2] }).decided;
				expect(test.observe(base.at(-1) ?? 0, other.at(-1) ?? 0)).toBe(first);
			}
			expect(first !== undefined).toBe(chance !== 0.5);
			expect(test.result()).toEqual(sequentialPaired(base, other, { range: [0, 2] }));
		}
	});

	it("refuses bad ranges and bad scores", () => {
		expect(() => sequentialPairedTest({ range: [1, 0] })).toThrow(ConfigError);
		expect(() => sequentialPairedTest({ range }).observe(0, 2)).toThrow(DataError);
	});
});
