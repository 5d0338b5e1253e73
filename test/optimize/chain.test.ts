import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { chain } from "../../src/optimize/chain.ts";
import { labeledFewShot } from "../../src/optimize/labeled-few-shot.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { metric, program, proposer, pupil, restless, train, validate } from "./support.ts";

const small = fromExamples("validate", validate.examples.slice(0, 8));
const task = { train, validate: small, metric, progress: false, retry: false, budget: { calls: 100 } } as const;
const rewording = mipro({
	numCandidates: 2,
	numTrials: 2,
	minibatchSize: 4,
	maxBootstrappedDemos: 0,
	maxLabeledDemos: 0,
});
const sentences = ["Look at the last digit of the number and say whether it is even or odd."];

test("each stage starts from what the one before returned, and the bill is of all", async () => {
	const model = pupil((_prompt, demos) => (demos > 1 ? 1 : 0.3));
	const both = chain(labeledFewShot({ demos: 3 }), bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 1 }));
	const result = await both(program.using(model), { ...task, validate });
	expect(result.start.parameters.parity?.demos).toHaveLength(3);
	expect(result.start.value).toBe(1);
	expect(result.spent.calls).toBe(model.calls);
	expect(result.spending.reduce((sum, { calls }) => sum + calls, 0)).toBe(model.calls);
	expect(result.budget).toEqual({ calls: 100 });
	expect(result.view().text).not.toBe("");
});

test("the budget holds for all stages together; what one leaves the next may use", async () => {
	for (const calls of [44, 60, 90]) {
		const model = pupil(() => 0.4);
		const writer = proposer(sentences);
		const stages = chain(bootstrap({ maxBootstrappedDemos: 1, maxLabeledDemos: 1 }), rewording);
		const result = await stages(program.using(model), { ...task, proposer: writer, budget: { calls } });
		expect(model.calls + writer.calls).toBe(result.spent.calls);
		expect(result.spent.calls).toBeLessThanOrEqual(calls);
	}
});

test("a stage whose part is too small is refused before the first one sends anything", async () => {
	const model = pupil(() => 0.4);
	const stages = chain(labeledFewShot({ demos: 2 }), rewording);
	await expect(stages(program.using(model), { ...task, budget: { calls: 30 } })).rejects.toThrow(
		/mipro: expected a budget of at least 18 calls .*, found 15/,
	);
	expect(model.calls).toBe(0);
	const plan = await stages.plan(program.using(model), task);
	expect(plan.calls).toBe((await rewording.plan(program.using(model), { ...task, budget: { calls: 50 } })).calls);
});

test("stopped in a later stage, it returns what the earlier ones found", async () => {
	const controller = new AbortController();
	const model = restless(
		pupil((_prompt, demos) => (demos > 1 ? 1 : 0.3)),
		1,
		(call) => {
			if (call === 70) controller.abort();
		},
	);
	const stages = chain(bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 }), rewording);
	const given = { ...task, validate, proposer: proposer(sentences), budget: { calls: 200 }, signal: controller.signal };
	const result = await stages(program.using(model), given);
	expect(result.stopped).toBe("mipro: stopped by the reader");
	expect([result.run.optimizer, result.promoted]).toEqual(["bootstrap", true]);
});

test("a later stage whose proposer is of no use leaves what the earlier ones found, and is paid", async () => {
	const model = pupil((_prompt, demos) => (demos > 1 ? 1 : 0.3));
	const writer = proposer(["even"]);
	const stages = chain(labeledFewShot({ demos: 3 }), rewording);
	const result = await stages(program.using(model), { ...task, proposer: writer, budget: { calls: 100 } });
	expect(result.stopped).toMatch(/^mipro: mipro: expected an instruction of use in 5 proposals, found none/);
	expect(result.chosen.parameters.parity?.demos).toHaveLength(3);
	expect(result.spent.calls).toBe(model.calls + writer.calls);
	expect(result.spending.map(({ phase, model: who }) => `${phase} ${who}`)).toEqual([
		"baseline pupil",
		"propose proposer",
	]);
});
