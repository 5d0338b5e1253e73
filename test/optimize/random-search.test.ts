import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { randomSearch } from "../../src/optimize/random-search.ts";
import { metric, program, pupil, train, validate } from "./support.ts";

const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 300 } } as const;

test("finds a set of demos that helps, among sets of different sizes, and drops the others on the way", async () => {
	const model = pupil((_prompt, demos) => 0.3 + Math.min(0.6, 0.15 * demos));
	const search = randomSearch({ candidates: 5, maxBootstrappedDemos: 3, maxLabeledDemos: 2, blockSize: 8 });
	const result = await search(program.using(model), task);
	expect(result.promoted).toBe(true);
	expect(result.chosen.value).toBeGreaterThan(result.start.value ?? 1);
	const sizes = new Set(result.candidates.map(({ parameters }) => parameters.parity?.demos.length));
	expect(sizes.size).toBeGreaterThan(2);
	expect(Math.max(...[...sizes].map(Number))).toBeLessThanOrEqual(5);
	expect(result.spent.calls).toBe(model.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(300);
});

test("where demos do not matter the start stays; equal seeds give equal candidates", async () => {
	const run = () =>
		randomSearch({ candidates: 3, blockSize: 8 })(program.using(pupil(() => 0.5)), { ...task, seed: 3 });
	const [one, two] = [await run(), await run()];
	expect(one.promoted).toBe(false);
	expect(one.candidates).toEqual(two.candidates);
});

test("a train set smaller than the demos asked for is refused", async () => {
	const few = fromExamples("train", train.examples.slice(0, 5));
	await expect(randomSearch()(program.using(pupil(() => 1)), { ...task, train: few })).rejects.toThrow(
		/expected at least 8 train rows for the demos asked for, found 5/,
	);
});
