import { describe, expect, it } from "vitest";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { sequentialComparison, sequentialPaired } from "../../src/stats/always-valid.ts";

const range = [0, 1] as const;
const times = (n: number, value: number) => new Array<number>(n).fill(value);

describe("sequentialComparison", () => {
	const control = [...times(10, 0), ...times(2, 0.25), 1];
	const treatment = [...times(12, 1), ...times(3, 0.5)];

	it("equals a script over a grid of 4,000 means in Python 3", () => {
		const found = sequentialComparison(control, treatment, { range });
		expect(found.decided).toBe("better");
		expect(found.n).toBe(28);
		// the script: wealth(xs, m) = mean over f of prod(1 - f + f x / m), least over m, bisected over the gap
		expect(Math.abs(found.low - 0.0948334)).toBeLessThan(1.1e-4);
		expect(found.low).toBeLessThan(0.0948334); // rounded outward
		expect(Math.abs(found.high - 0.9647751)).toBeLessThan(1.1e-4);
	});

	it("turns round with its arms, and scales with its range", () => {
		const found = sequentialComparison(control, treatment, { range });
		const turned = sequentialComparison(treatment, control, { range });
		expect(turned).toMatchObject({ decided: "worse", low: -found.high, high: -found.low });
		const five = (scores: readonly number[]) => scores.map((score) => 1 + 4 * score);
		const scaled = sequentialComparison(five(control), five(treatment), { range: [1, 5] });
		expect(scaled.low).toBeCloseTo(4 * found.low, 10);
		expect(scaled.difference).toBeCloseTo(4 * (found.difference ?? 0), 10);
	});

	it("decides exactly when the interval leaves 0 out", () => {
		const draw = random(2);
		for (let repeat = 0; repeat < 15; repeat++) {
			const pass = (n: number, chance: number) => Array.from({ length: n }, () => Number(draw.next() < chance));
			const found = sequentialComparison(pass(80, 0.4), pass(60, 0.75), { range });
			expect(found.decided === "better").toBe(found.low >= 0);
			expect(found.low).toBeLessThanOrEqual(found.difference ?? 0);
			expect(found.high).toBeGreaterThanOrEqual(found.difference ?? 0);
		}
	});

	it("holds the true difference at all looks together, also where there is one", () => {
		let missed = 0;
		for (let repeat = 0; repeat < 40; repeat++) {
			const draw = random(`cover ${repeat}`);
			const pass = (chance: number) => Array.from({ length: 160 }, () => Number(draw.next() < chance));
			const [before, after] = [pass(0.6), pass(0.9)];
			const misses = [40, 160].some((seen) => {
				const { low, high } = sequentialComparison(before.slice(0, seen), after.slice(0, seen), { range });
				return low > 0.3 || high < 0.3;
			});
			if (misses) missed++;
		}
		expect(missed / 40).toBeLessThanOrEqual(0.05);
	});

	it("knows nothing without scores, and little of one arm", () => {
		const nothing = { n: 0, difference: null, low: -1, high: 1, decided: undefined };
		expect(sequentialComparison([], [], { range })).toMatchObject(nothing);
		expect(sequentialComparison(times(50, 1), [], { range })).toMatchObject({ difference: null, decided: undefined });
		expect(sequentialComparison([1], [0], { range }).decided).toBeUndefined();
		expect(sequentialComparison(times(500, 0.5), times(500, 0.5), { range }).decided).toBeUndefined();
		expect(sequentialComparison(times(500, 0), times(500, 0), { range }).decided).toBeUndefined();
	});

	it("refuses a range without width, a level outside (0, 1), and scores outside the range or NaN", () => {
		for (const bad of [
			[1, 1],
			[1, 0],
			[0, Number.NaN],
			[Number.NEGATIVE_INFINITY, 1],
		] as const) {
			expect(() => sequentialComparison([], [], { range: bad })).toThrow(ConfigError);
		}
		expect(() => sequentialComparison([], [], { range, level: 1 })).toThrow(ConfigError);
		expect(() => sequentialComparison([0, 3], [], { range })).toThrow(DataError);
		expect(() => sequentialComparison([0], [Number.NaN], { range })).toThrow("expected scores in [0, 1], found NaN");
	});
});

describe("sequentialPaired", () => {
	// differences: 12 of 1, 3 of 0, 1 of −½
	const base = [...times(12, 0), ...times(4, 0.5)];
	const other = [...times(12, 1), ...times(3, 0.5), 0];

	it("equals the same script in Python 3", () => {
		const found = sequentialPaired(base, other, { range });
		expect(found).toMatchObject({ n: 16, difference: 11.5 / 16, decided: undefined });
		expect(Math.abs(found.low - -0.1011071)).toBeLessThan(1.1e-4);
		expect(Math.abs(found.high - 0.9638117)).toBeLessThan(1.1e-4);
	});

	it("leaves rows out in pairs, and knows nothing without any", () => {
		const found = sequentialPaired([...base, null, 1], [...other, 1, null], { range });
		expect(found).toEqual(sequentialPaired(base, other, { range }));
		expect(sequentialPaired([null], [1], { range })).toMatchObject({ n: 0, difference: null, low: -1, high: 1 });
	});

	it("errs on at most a share α of all 2¹⁸ paths of a fair coin, looked at after every toss", () => {
		// walk over all paths by counting: paths[wins] is the share that has not been decided yet
		let paths = [1];
		let decided = 0;
		for (let toss = 1; toss <= 18; toss++) {
			const next = times(toss + 1, 0);
			paths.forEach((share, wins) => {
				next[wins] = (next[wins] ?? 0) + share / 2;
				next[wins + 1] = (next[wins + 1] ?? 0) + share / 2;
			});
			next.forEach((share, wins) => {
				const after = [...times(wins, 1), ...times(toss - wins, 0)];
				const before = after.map((score) => 1 - score);
				if (share === 0 || sequentialPaired(before, after, { range, level: 0.6 }).decided === undefined) return;
				decided += share;
				next[wins] = 0;
			});
			paths = next;
		}
		expect(decided).toBeLessThanOrEqual(0.4);
		expect(decided).toBeGreaterThan(0.01); // and it can decide
	});

	it("refuses lists that are no pairs and scores outside the range, at their row", () => {
		expect(() => sequentialPaired([1], [], { range })).toThrow(DataError);
		expect(() => sequentialPaired([null, 0], [1, 2], { range })).toThrow("found 2");
		expect(() => sequentialPaired([], [], { range: [2, 2] })).toThrow(ConfigError);
	});
});
