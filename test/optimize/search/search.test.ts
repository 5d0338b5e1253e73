import { describe, expect, it } from "vitest";
import { BudgetError } from "../../../src/core/errors.ts";
import { random } from "../../../src/core/random.ts";
import { randomSampler } from "../../../src/optimize/search/random-sampler.ts";
import { type SearchOptions, search } from "../../../src/optimize/search/search.ts";
import type { Choice } from "../../../src/optimize/search/variables.ts";

const variables = { a: 5, b: 5 };
const worth = ({ a = 0, b = 0 }: Choice) => 0.2 + 0.1 * a + 0.05 * b;
const exact = async (choice: Choice) => ({ mean: worth(choice), n: 1, variance: 0 });

/** 35 items, drawn anew from the seed for each trial. */
const noisy = (seed: number) => async (choice: Choice, trial: number) => {
	const source = random(`${seed} ${trial}`);
	const right = Array.from({ length: 35 }, () => source.next()).filter((item) => item < worth(choice));
	return { mean: right.length / 35, n: 35 };
};
const run = (options: Partial<SearchOptions>) =>
	search({ variables, observe: exact, budget: { trials: 25 }, ...options });

describe.each(["gp", "tpe", "random"] as const)("a search by %s", (sampler) => {
	it("is the same again with the same seed, and another with another", async () => {
		const options = { sampler, observe: noisy(1), seed: 3 };
		const [one, two, other] = [await run(options), await run(options), await run({ ...options, seed: 4 })];
		expect(one).toEqual(two);
		expect(one.trials.map(({ choice }) => choice)).not.toEqual(other.trials.map(({ choice }) => choice));
	});

	it("spends its budget and hands back a choice that it tried", async () => {
		const { trials, best, aborted } = await run({ sampler, observe: noisy(2) });
		expect([trials.length, aborted]).toEqual([25, false]);
		expect(trials.map(({ trial }) => trial)).toEqual(trials.map((_, index) => index));
		expect(trials.map(({ choice }) => choice)).toContainEqual(best?.choice);
		expect((best?.low ?? 1) <= (best?.mean ?? 0) && (best?.mean ?? 1) <= (best?.high ?? 0)).toBe(true);
	});

	it("runs with one variable, one choice, one trial", async () => {
		const one = await run({ sampler, variables: { a: 1 }, budget: { trials: 1 } });
		expect(one.best).toMatchObject({ choice: { a: 0 }, mean: 0.2, n: 1 });
		const repeated = await run({ sampler, variables: { a: 1 }, observe: noisy(3), budget: { trials: 12 } });
		expect(repeated.best?.n).toBe(12 * 35);
	});

	it("takes scores of any scale, negative ones too", async () => {
		const observe = async (choice: Choice) => ({ mean: -1000 * (1 - worth(choice)), n: 4 });
		const { best } = await run({ sampler, observe, budget: { trials: 40 } });
		expect(best?.mean).toBeLessThan(0);
		expect(Number.isFinite(best?.low)).toBe(true);
	});
});

describe("a search", () => {
	it("finds the best of 25 exact values in 12 trials, by default", async () => {
		const { best, sampler } = await run({ budget: { trials: 12 } });
		expect(sampler).toBe("gp");
		expect(best?.choice).toEqual({ a: 4, b: 4 });
		expect(best?.mean).toBeCloseTo(0.8, 6);
	});

	it("does better by gp than at random, on 20 noisy searches", async () => {
		const found = { gp: 0, random: 0 };
		for (let seed = 0; seed < 20; seed++) {
			for (const sampler of ["gp", "random"] as const) {
				const { best } = await run({ sampler, seed, observe: noisy(seed), variables: { a: 5, b: 5 } });
				found[sampler] += worth(best?.choice ?? {});
			}
		}
		expect(found.gp / 20).toBeGreaterThan(found.random / 20);
	});

	it("tells of each trial as it ends", async () => {
		const told: number[] = [];
		const { trials } = await run({ budget: { trials: 3 }, onTrial: ({ mean }) => told.push(mean) });
		expect(told).toEqual(trials.map(({ mean }) => mean));
	});

	it("takes a sampler of the caller's own", async () => {
		const always = { ...randomSampler, name: "always", suggest: () => ({ a: 1, b: 1 }) };
		const { sampler, trials } = await run({ sampler: always, budget: { trials: 2 } });
		expect(sampler).toBe("always");
		expect(trials.map(({ choice }) => choice)).toEqual([always.suggest(), always.suggest()]);
	});

	it("ends with the error of what it observes", async () => {
		const failure = new Error("the server is gone");
		const observe = async (choice: Choice, trial: number) => {
			if (trial === 2) throw failure;
			return exact(choice);
		};
		await expect(run({ observe })).rejects.toBe(failure);
	});

	it.each([
		["no variables", { variables: {} }, "at least one variable, found none"],
		["a variable of no choices", { variables: { a: 0 } }, 'choices >= 1 for the variable "a", found 0'],
		["no trials", { budget: { trials: 0 } }, "trials >= 1, found 0"],
		["half a trial", { budget: { trials: 1.5 } }, "trials >= 1, found 1.5"],
		["a mean that is none", { observe: async () => ({ mean: Number.NaN, n: 1 }) }, "a finite mean, found NaN"],
		["a mean of nothing", { observe: async () => ({ mean: 1, n: 0 }) }, "n > 0 items, found 0"],
	])("refuses %s", async (_, options: Partial<SearchOptions>, sentence) => {
		const refused = run(options);
		await expect(refused).rejects.toThrow(sentence);
		await expect(refused).rejects.toMatchObject({ code: "config" });
	});

	it("refuses a sampler that it does not know", async () => {
		// @ts-expect-error: what a notebook without types may say
		await expect(run({ sampler: "grid" })).rejects.toThrow(
			'a sampler of gp, tpe, random, or one of your own, found "grid"',
		);
	});
});

describe("a stopped search", () => {
	it("hands back what is there, without waiting for what it observes", async () => {
		const controller = new AbortController();
		const observe = (choice: Choice, trial: number) => {
			if (trial < 4) return exact(choice);
			controller.abort();
			return new Promise<never>(() => {});
		};
		const { trials, best, aborted } = await run({ observe, signal: controller.signal });
		expect([trials.length, aborted]).toEqual([4, true]);
		expect(trials.map(({ choice }) => choice)).toContainEqual(best?.choice);
	});

	it("has no best before the first trial", async () => {
		const { trials, best, aborted } = await run({ signal: AbortSignal.abort() });
		expect([trials, best, aborted]).toEqual([[], null, true]);
	});

	it("by a budget hands back what is there too", async () => {
		const controller = new AbortController();
		const out = new BudgetError("out of time", { spent: { seconds: 2 }, limit: { seconds: 1 } });
		const observe = async (choice: Choice, trial: number, signal: AbortSignal | undefined) => {
			if (trial === 1) controller.abort(out);
			signal?.throwIfAborted();
			return exact(choice);
		};
		const { trials } = await run({ observe, signal: controller.signal });
		expect(trials).toHaveLength(1);
	});

	it("still ends with another error", async () => {
		const controller = new AbortController();
		const failure = new Error("a bug");
		const observe = async () => {
			throw failure;
		};
		await expect(run({ observe, signal: controller.signal })).rejects.toBe(failure);
	});
});
