import { expect, test } from "vitest";
import { random } from "../../../src/core/random.ts";
import { fit } from "../../../src/optimize/search/fit.ts";

const variables = { a: 4, b: 4 };
const grid = Array.from({ length: 16 }, (_, index) => ({ a: index % 4, b: Math.floor(index / 4) }));

test("of what adds up it takes no pairs; of what only pairs explain, it does", () => {
	const additive = grid.map((choice) => ({ choice, mean: choice.a * 0.3 + choice.b * 0.5, n: 100, variance: 0.01 }));
	expect(fit(variables, additive).kernel.pair).toBe(0);
	const draws = random("pairs");
	const pairs = grid.map((choice) => ({ choice, mean: draws.normal(), n: 100, variance: 0.01 }));
	expect(fit(variables, pairs).kernel.pair).toBeGreaterThan(0);
});

test("values are made comparable: another unit gives the same fit", () => {
	const draws = random("units");
	const seen = grid.slice(0, 9).map((choice) => ({ choice, mean: draws.next(), n: 20, variance: 0.1 }));
	const inCents = seen.map((one) => ({ ...one, mean: 100 * one.mean + 7, variance: 10_000 * one.variance }));
	const [one, two] = [fit(variables, seen), fit(variables, inCents)];
	expect(two.kernel).toEqual(one.kernel);
	expect(two.scale).toBeCloseTo(100 * one.scale, 9);
	expect(two.process.at([3, 3]).mean).toBeCloseTo(one.process.at([3, 3]).mean, 9);
});

test("noise that nobody tells is found between the values tried; nothing seen, one seen, all alike are no error", () => {
	const noisy = grid.map((choice) => ({ choice, mean: 50 + choice.a, n: 10 })); // beyond [0, 1]: the variance is unknown
	expect(fit(variables, noisy).seen[0]?.noise).toBeGreaterThan(0);
	expect(fit(variables, [])).toMatchObject({ centre: 0, scale: 1, seen: [] });
	expect(fit(variables, [{ choice: { a: 0, b: 0 }, mean: 0.5, n: 5 }])).toMatchObject({ centre: 0.5, scale: 1 });
	const alike = grid.map((choice) => ({ choice, mean: 0.5, n: 5 }));
	expect(fit(variables, alike).process.at([1, 1]).mean).toBeCloseTo(0, 9);
});
