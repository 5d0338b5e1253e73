import { describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";

const many = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

/** Pearson's statistic of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
	const each = counts.reduce((sum, count) => sum + count, 0) / counts.length;
	return counts.reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
}

function tally(values: readonly number[], length: number): number[] {
	const counts = new Array<number>(length).fill(0);
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
}

// The published definitions once more, in integers of any size instead of 32-bit tricks:
// sfc32 (PractRand's sfc.cpp) seeded by three outputs of splitmix32, 12 rounds left out, doubles of 27 + 26 bits.
function* published(seed: bigint): Generator<number> {
	const mod = (x: bigint) => BigInt.asUintN(32, x);
	let state = mod(seed);
	const mix = () => {
		state = mod(state + 0x9e3779b9n);
		let t = mod((state ^ (state >> 16n)) * 0x21f0aaadn);
		t = mod((t ^ (t >> 15n)) * 0x735a2d97n);
		return t ^ (t >> 15n);
	};
	let [a, b, c, counter] = [mix(), mix(), mix(), 1n];
	const bits = () => {
		const t = mod(a + b + counter);
		counter = mod(counter + 1n);
		a = b ^ (b >> 9n);
		b = mod(c * 9n);
		c = mod(((c << 21n) | (c >> 11n)) + t);
		return t;
	};
	many(12, bits);
	for (;;) yield (Number(bits() >> 5n) * 2 ** 26 + Number(bits() >> 6n)) / 2 ** 53;
}

describe("random: the same everywhere", () => {
	it.each([0, 1, 7, -1, 2 ** 31 - 1])("follows the published definition for seed %d", (seed) => {
		const draws = random(seed);
		const expected = published(BigInt(seed));
		for (let i = 0; i < 100; i++) expect(draws.next()).toBe(expected.next().value);
	});

	it("gives one stream per seed, and another for the next seed or text", () => {
		const stream = (seed: number | string) => many(5, random(seed).next);
		expect(stream("a")).toEqual(stream("a"));
		const streams = [0, 1, 2, -1, "a", "b", "", "1"].map((seed) => stream(seed).join());
		expect(new Set(streams).size).toBe(8);
	});
});

// The bounds are the chi-square distribution's 99.9 % points (R: qchisq(0.999, df)); seeds are fixed, so no test is flaky.
describe("random: fair", () => {
	it.each([1, 2, 3])("next() is uniform on [0, 1) with seed %d", (seed) => {
		const values = many(100_000, random(seed).next);
		expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
		const bins = tally(
			values.map((value) => Math.floor(value * 20)),
			20,
		);
		expect(chiSquare(bins)).toBeLessThan(43.82); // df 19
	});

	it("successive draws are independent", () => {
		const draws = random(4);
		const pairs = many(50_000, () => Math.floor(draws.next() * 5) * 5 + Math.floor(draws.next() * 5));
		expect(chiSquare(tally(pairs, 25))).toBeLessThan(51.18); // df 24
	});

	it("neighbouring seeds have unrelated first draws", () => {
		const first = Array.from({ length: 20_000 }, (_, seed) => Math.floor(random(seed).next() * 10));
		expect(chiSquare(tally(first, 10))).toBeLessThan(27.88); // df 9
		const pairs = first.slice(1).map((value, i) => value * 10 + (first[i] ?? 0));
		expect(chiSquare(tally(pairs, 100))).toBeLessThan(148.23); // df 99
	});

	it("integer(n) reaches 0 to n - 1 alike, and is 0 for n = 1", () => {
		const draws = random(5);
		const values = many(70_000, () => draws.integer(7));
		expect(new Set(values)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
		expect(chiSquare(tally(values, 7))).toBeLessThan(22.46); // df 6
		expect(many(10, () => draws.integer(1))).toEqual(new Array(10).fill(0));
	});

	it("shuffle makes every order alike often", () => {
		const draws = random(6);
		const orders = ["012", "021", "102", "120", "201", "210"];
		const seen = many(60_000, () => orders.indexOf(draws.shuffle([0, 1, 2]).join("")));
		expect(chiSquare(tally(seen, 6))).toBeLessThan(20.52); // df 5
	});

	it("normal() has the moments and the tails of the standard normal", () => {
		const values = many(50_000, random(8).normal);
		const mean = (of: (value: number) => number) => values.reduce((sum, value) => sum + of(value), 0) / values.length;
		// within 3.3 standard errors: 1, sqrt(2), sqrt(15) and sqrt(96) over sqrt(n)
		const error = 3.3 / Math.sqrt(values.length);
		expect(Math.abs(mean((x) => x))).toBeLessThan(error);
		expect(Math.abs(mean((x) => x ** 2) - 1)).toBeLessThan(error * Math.SQRT2);
		expect(Math.abs(mean((x) => x ** 3))).toBeLessThan(error * Math.sqrt(15));
		expect(Math.abs(mean((x) => x ** 4) - 3)).toBeLessThan(error * Math.sqrt(96));
		const beyond = mean((x) => (Math.abs(x) > 1.959964 ? 1 : 0));
		expect(Math.abs(beyond - 0.05)).toBeLessThan(error * Math.sqrt(0.05 * 0.95));
	});
});

describe("random: shuffle and fork", () => {
	it("shuffle gives a copy with the same items; nothing and one stay", () => {
		const items = Object.freeze(["a", "b", "b", "c"]);
		expect([...random(1).shuffle(items)].sort()).toEqual(["a", "b", "b", "c"]);
		expect(random(1).shuffle(items)).toEqual(random(1).shuffle(items));
		expect(random(1).shuffle([])).toEqual([]);
		expect(random(1).shuffle(["only"])).toEqual(["only"]);
	});

	it("a fork depends on seed and name, not on what was drawn before", () => {
		const draws = random(1);
		const early = draws.fork("split").next();
		many(100, draws.next);
		expect(draws.fork("split").next()).toBe(early);
		expect(draws.fork("other").next()).not.toBe(early);
		expect(random(2).fork("split").next()).not.toBe(early);
		expect(random(1).fork("a").fork("b").next()).not.toBe(random(1).fork("b").fork("a").next());
	});

	it("drawing from a fork does not move its origin", () => {
		const [with_, without] = [random(1), random(1)];
		many(10, with_.fork("aside").next);
		expect(with_.next()).toBe(without.next());
	});
});
