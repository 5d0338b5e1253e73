import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { tuningSteps } from "../../src/migrate/tuning-steps.ts";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { nova } from "../../src/optimize/guides/index.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { rewrite } from "../../src/optimize/rewrite.ts";
import { metric, program, proposer, pupil, train, validate } from "../optimize/support.ts";

const small = fromExamples("validate", validate.examples.slice(0, 8));
const words = "Look at the last digit of the number and say whether it is even or odd.";

function open(budget: Budget, sentences: readonly string[] = [words]) {
	const notes: string[] = [];
	const writer = proposer(sentences);
	const task = { train, validate: small, metric, progress: false, retry: false, proposer: writer } as const;
	const names: string[] = [];
	const steps = tuningSteps<{ n: number }, { label: "even" | "odd" | string }, { label: "even" | "odd" }>(
		budget,
		(name) => {
			names.push(name);
			return task as never;
		},
		notes,
	);
	return { steps, notes, writer, names };
}
const demos = bootstrap({ maxBootstrappedDemos: 1, maxLabeledDemos: 1 });

test("each step may spend what those before left, and the ledger names the step", async () => {
	const { steps, notes, writer, names } = open({ calls: 60 });
	const model = pupil(() => 0.5);
	const rewritten = await steps.run("rewrite", rewrite({ guide: nova }), program.using(model));
	expect(rewritten?.budget).toEqual({ calls: 60 });
	const tuned = await steps.run("optimize", demos, program.using(model));
	expect(tuned?.budget).toEqual({ calls: 60 - writer.calls });
	expect(names).toEqual(["rewrite", "optimize"]);
	expect(steps.spent.calls).toBe(writer.calls + model.calls);
	expect(steps.spending.map(({ step, phase }) => `${step} ${phase}`)).toEqual([
		"rewrite rewrite",
		"optimize baseline",
		"optimize demos",
		"optimize confirm",
	]);
	expect(notes).toEqual([]);
});

test("a later step that finds too little is left out with its own words; the first one's mistakes are thrown", async () => {
	const { steps, notes } = open({ calls: 18 });
	const model = pupil(() => 0.5);
	await steps.run("first", demos, program.using(model));
	expect(await steps.run("second", demos, program.using(model))).toBeUndefined();
	expect(notes).toEqual([
		expect.stringMatching(/^second: the prompt stays as it was\. bootstrap: expected a budget of at least 17 calls/),
	]);
	await expect(open({ calls: 10 }).steps.run("first", demos, program.using(model))).rejects.toMatchObject({
		code: "config",
	});
});

test("a proposer of no use is noted and paid; an error of another kind is thrown, and its calls are in the ledger", async () => {
	const { steps, notes, writer } = open({ calls: 60 }, ["odd"]);
	expect(await steps.run("rewrite", rewrite({ guide: nova }), program.using(pupil(() => 1)))).toBeUndefined();
	expect(notes[0]).toMatch(/^rewrite: the prompt stays as it was\. rewrite: expected an instruction of use/);
	expect(steps.spent.calls).toBe(writer.calls);
	const broken = {
		...metric,
		name: "broken",
		score: () => {
			throw new TypeError("no label");
		},
	};
	const other = tuningSteps(
		{ calls: 60 },
		() => ({ train, validate: small, metric: broken, progress: false, retry: false }) as never,
		[],
	);
	await expect(other.run("optimize", mipro(), program.using(pupil(() => 1)) as never)).rejects.toThrow(/no label/);
	expect(other.spent.calls).toBe(8);
});
