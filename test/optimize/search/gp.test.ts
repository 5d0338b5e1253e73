import { describe, expect, it } from "vitest";
import { random } from "../../../src/core/random.ts";
import { candidates } from "../../../src/optimize/search/candidates.ts";
import { expectedImprovement } from "../../../src/optimize/search/expected-improvement.ts";
import { fit } from "../../../src/optimize/search/fit.ts";
import { gp } from "../../../src/optimize/search/gp.ts";
import { seenCells } from "../../../src/optimize/search/seen.ts";
import { keyOf } from "../../../src/optimize/search/variables.ts";

const seen = (a: number, b: number, mean: number, n: number, variance?: number) => ({
	choice: { a, b },
	mean,
	n,
	...(variance === undefined ? {} : { variance }),
});
const variables = { a: 3, b: 3 };

describe("what was seen of a cell", () => {
	it("is put together by precision", () => {
		const [cell] = seenCells(variables, [seen(0, 1, 0, 10, 1), seen(0, 1, 1, 30, 1)], 0);
		expect(cell).toEqual({ cell: [0, 1], mean: 0.75, noise: expect.closeTo(1 / 40, 12), n: 40 });
	});

	it("is the plain mean where all is exact", () => {
		const exact = seenCells(variables, [seen(0, 1, 2, 1, 0), seen(0, 1, 4, 3, 0)], 0);
		expect(exact).toEqual([{ cell: [0, 1], mean: 3.5, noise: 0, n: 4 }]);
	});
});

describe("the best of a Gaussian process", () => {
	it("is not the lucky minibatch but the full evaluation that holds", () => {
		const history = [
			seen(0, 0, 0.5, 300),
			seen(0, 1, 0.72, 300),
			seen(1, 0, 0.5, 300),
			seen(1, 1, 0.6, 300),
			seen(2, 2, 0.5, 300),
			seen(2, 0, 0.75, 8),
		];
		const best = gp.best(variables, history);
		expect(best.choice).toEqual({ a: 0, b: 1 });
		expect(best.n).toBe(300);
		expect(best.mean).toBeGreaterThan(best.low);
		expect(best.high).toBeGreaterThan(best.mean);
		expect(best.high - best.low).toBeLessThan(2 * 1.96 * Math.sqrt((0.72 * 0.28) / 300) * 1.1);
	});

	it("of one observation is that, with the interval of its items", () => {
		const best = gp.best(variables, [seen(1, 2, 0.6, 35)]);
		expect([best.choice, best.mean, best.n]).toEqual([{ a: 1, b: 2 }, 0.6, 35]);
		expect(best.low).toBeGreaterThan(0.3);
	});

	it("keeps an interval where every item was right, or wrong", () => {
		const right = gp.best(variables, [seen(0, 0, 1, 20), seen(1, 1, 1, 20)]);
		expect(right.low).toBeLessThan(1);
		expect(right.high).toBe(1);
		const wrong = gp.best(variables, [seen(0, 0, 0, 20), seen(1, 1, 0, 20)]);
		expect([wrong.low, wrong.high > 0]).toEqual([0, true]);
	});

	it("does not depend on the scale, where the variances are scaled along", () => {
		const share = [seen(0, 0, 0.4, 35, 0.2), seen(0, 1, 0.7, 35, 0.2), seen(2, 1, 0.6, 35, 0.2)];
		const scaled = share.map((one) => ({ ...one, mean: 1000 * one.mean - 300, variance: 1e6 * 0.2 }));
		const [a, b] = [gp.best(variables, share), gp.best(variables, scaled)];
		expect(b.choice).toEqual(a.choice);
		expect(b.mean).toBeCloseTo(1000 * a.mean - 300, 6);
		expect(b.low).toBeCloseTo(1000 * a.low - 300, 6);
		for (let seed = 0; seed < 20; seed++) {
			expect(gp.suggest(variables, scaled, random(seed))).toEqual(gp.suggest(variables, share, random(seed)));
		}
	});

	it("takes a scale of its own whose noise it is not told", () => {
		const scores = [seen(0, 0, 20, 10), seen(0, 1, 31, 10), seen(1, 1, 30, 10), seen(1, 0, 19, 10), seen(2, 2, 25, 10)];
		const best = gp.best(variables, scores);
		expect(best.choice.b).toBe(1);
		expect(best.low).toBeLessThan(best.mean);
	});

	it("needs an observation", () => {
		expect(() => gp.best(variables, [])).toThrow("at least one observation");
	});
});

describe("a suggestion of a Gaussian process", () => {
	it("is the same for the same seed, and moves with it", () => {
		const history = [seen(0, 0, 0.5, 35), seen(1, 1, 0.6, 35)];
		const suggestions = Array.from({ length: 30 }, (_, seed) => gp.suggest(variables, history, random(seed)));
		expect(suggestions).toEqual(Array.from({ length: 30 }, (_, seed) => gp.suggest(variables, history, random(seed))));
		expect(new Set(suggestions.map((choice) => keyOf(Object.values(choice)))).size).toBeGreaterThan(3);
	});

	it("favours what helped", () => {
		const history = [0, 1, 2].flatMap((a) => [0, 1].map((b) => seen(a, b, a === 2 ? 0.8 : 0.4, 100)));
		const helped = Array.from({ length: 50 }, (_, seed) => gp.suggest(variables, history, random(seed)).a);
		expect(helped.filter((a) => a === 2).length).toBeGreaterThan(40);
	});

	it("never repeats an exact value before all are seen, then may", () => {
		const history: ReturnType<typeof seen>[] = [];
		for (let trial = 0; trial < 9; trial++) {
			const { a = 0, b = 0 } = gp.suggest(variables, history, random(trial));
			history.push(seen(a, b, a + b, 1, 0));
		}
		expect(new Set(history.map(({ choice }) => keyOf([choice.a, choice.b]))).size).toBe(9);
		expect(Object.keys(gp.suggest(variables, history, random(9)))).toEqual(["a", "b"]);
		expect(gp.best(variables, history)).toMatchObject({ choice: { a: 2, b: 2 }, mean: expect.closeTo(4, 6) });
	});

	it("exists before anything is seen, and where there is one combination", () => {
		expect(gp.suggest({ a: 1, b: 1 }, [], random(1))).toEqual({ a: 0, b: 0 });
		expect(gp.suggest({ a: 1 }, [{ choice: { a: 0 }, mean: 0.5, n: 5 }], random(1))).toEqual({ a: 0 });
		expect(gp.suggest({ a: 1 }, [{ choice: { a: 0 }, mean: 5, n: 1, variance: 0 }], random(1))).toEqual({ a: 0 });
	});

	it("keeps to the choices there are, where there are too many combinations to list", () => {
		const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`v${index}`, 20]));
		const source = random(2);
		const history = Array.from({ length: 5 }, () => ({ choice: gp.suggest(many, [], source), mean: 0.5, n: 35 }));
		const next = gp.suggest(many, history, source);
		for (const choice of Object.values(next)) expect(choice >= 0 && choice < 20).toBe(true);
	});
});

describe("the candidates", () => {
	it("are all cells, those seen first and no cell twice", () => {
		const cells = candidates(variables, seenCells(variables, [seen(2, 1, 0.5, 35)], 0), random(1));
		expect(cells[0]).toEqual([2, 1]);
		expect(new Set(cells.map(keyOf)).size).toBe(9);
	});

	it("of a space too large are draws, half of them next to the best seen", () => {
		const large = { a: 1000, b: 1000 };
		const cells = candidates(large, seenCells(large, [seen(7, 9, 0.5, 35)], 0), random(1));
		expect(cells.length).toBeLessThanOrEqual(4097);
		expect(cells.filter(([a, b]) => a === 7 || b === 9).length).toBeGreaterThan(1000);
	});
});

describe("the fit", () => {
	it("finds that pairs matter where single choices do not", () => {
		const flat = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => seen(a, b, 0.2 * a + 0.2 * b, 1000)));
		expect(fit(variables, flat).kernel.match).toBe(0.8);
		expect(fit(variables, flat).kernel.pair).toBe(0);
		const crossed = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => seen(a, b, a === b ? 0.8 : 0.4, 1000)));
		expect(fit(variables, crossed).kernel).toMatchObject({ match: 0.05, pair: 0.8 });
	});
});

describe("the expected improvement", () => {
	// 0.5 · Φ(0.5) + φ(0.5), from tables of the normal distribution
	it("is that of the tables", () => {
		expect(expectedImprovement(1.5, 1, 1)).toBeCloseTo(0.5 * 0.6914624613 + 0.3520653268, 9);
		expect(expectedImprovement(3, 2, 2)).toBeCloseTo(2 * (0.5 * 0.6914624613 + 0.3520653268), 9);
	});

	it("without doubt is what is gained, and never negative", () => {
		expect([expectedImprovement(2, 0, 1), expectedImprovement(0, 0, 1)]).toEqual([1, 0]);
		expect(expectedImprovement(-50, 1, 0)).toBeGreaterThanOrEqual(0);
	});
});
