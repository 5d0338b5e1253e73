import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { summaryRubric } from "../../src/judge/rubrics/summary-quality.ts";
import { scripted } from "../../src/model/scripted.ts";
import { modelsOfRun, proposerOf, runHeader } from "../../src/optimize/run-header.ts";
import { metric, program, train, validate } from "./support.ts";

const model = (id: string) => scripted([], { id, identity: id });
const task = { train, validate, metric, budget: { calls: 10 } } as const;
const header = (more: object = {}, of = program) =>
	runHeader({ kind: "mipro", settings: { trials: 3 } }, modelsOfRun({}, of.using(model("small")), task), of, {
		...task,
		...more,
	});

test("the models of a run are those of its steps, its proposer, its metric and the optimizer's own", () => {
	const judged = judge<unknown, unknown, { label: string }>({
		rubric: summaryRubric,
		shows: { label: ({ output }) => output.label },
		model: model("judging"),
	});
	const found = modelsOfRun({ teacher: model("large") }, program.using(model("small")), {
		...task,
		metric: judged as never,
		proposer: model("writer"),
	});
	const names = Object.fromEntries(
		Object.entries(found).map(([name, { id }]) => [name.replace(/^metric .*/, "metric"), id]),
	);
	expect(names).toEqual({ parity: "small", proposer: "writer", metric: "judging", teacher: "large" });
});

test("the proposer is the task's own, else the first step's model, else the task's, else nobody", () => {
	const [own, step, other] = [model("own"), model("step"), model("other")];
	expect(proposerOf(program.using(step), { proposer: own, model: other })?.id).toBe("own");
	expect(proposerOf(program.using(step), { model: other })?.id).toBe("step");
	expect(proposerOf(program, { model: other })?.id).toBe("other");
	expect(proposerOf(program, {})).toBeUndefined();
});

test("everything that decides a run is in its header; its time limit is not, a resumed run may get more", () => {
	expect(header()).toEqual(header());
	expect(header({ budget: { calls: 10, seconds: 60 } })).toEqual(header());
	const reworded = program.with({ parity: { instructions: "Other.", demos: [] } });
	for (const other of [
		header({ seed: 1 }),
		header({ budget: { calls: 11 } }),
		header({ train: validate }),
		header({ validate: train }),
		header({ metric: { ...metric, name: "other" } }),
		header({}, reworded),
	]) {
		expect(other).not.toEqual(header());
	}
	expect(JSON.parse(JSON.stringify(header()))).toEqual(header()); // it is a line of JSON
});
