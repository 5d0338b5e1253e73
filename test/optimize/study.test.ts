import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { scripted } from "../../src/model/scripted.ts";
import { changeStep } from "../../src/optimize/candidate.ts";
import { defineOptimizer } from "../../src/optimize/optimizer.ts";
import type { Study } from "../../src/optimize/study.ts";
import { predict } from "../../src/program/predict.ts";
import { metric, parity, program, proposer, pupil, train, validate } from "./support.ts";

const small = fromExamples("validate", validate.examples.slice(0, 8));
const task = { train, validate: small, metric, progress: false, retry: false, budget: { calls: 100 } } as const;
const half = () => pupil((prompt) => (prompt.includes("better") ? 1 : 0.5));

/** Runs `work` as an optimizer. */
function during(
	work: (study: Study<{ n: number }, unknown, { label: string }>) => Promise<unknown>,
	given = {},
	model = half(),
) {
	const optimizer = defineOptimizer({
		kind: "during",
		settings: {},
		outline: () => ({ rows: 0, proposals: 0 }),
		least: () => ({ rows: 0, proposals: 0 }),
		async run(study) {
			await work(study as never);
			return undefined;
		},
	});
	return optimizer(program.using(model), { ...task, ...given });
}

test("a row is run once for a candidate; equal parameters are one candidate", async () => {
	const model = half();
	await during(
		async (study) => {
			const first = await study.score(study.start, small.examples.slice(0, 3), "a");
			const again = await study.score(study.start, small.examples.slice(0, 5), "b");
			expect(again.slice(0, 3)).toEqual(first);
			expect(model.calls).toBe(5);
			const changed = changeStep(study.start.parameters, "parity", { instructions: "A better one." });
			const [one, two] = [1, 2].map((n) => study.candidate(changed, [study.start], `try ${n}`));
			expect(two).toBe(one);
			expect(study.candidate(study.start.parameters, [], "again")).toBe(study.start);
			expect(study.known(study.start, small.examples).filter((score) => score !== undefined)).toHaveLength(5);
		},
		{},
		model,
	);
});

test("an attempt keeps no score, and another sample asks anew", async () => {
	const model = half();
	await during(
		async (study) => {
			const rows = small.examples.slice(0, 2);
			await study.attempt(program.using(model), rows, "demos");
			await study.attempt(program.using(model), rows, "demos"); // answered from what the run has heard
			expect(model.calls).toBe(2);
			await study.attempt(program.using(model), rows, "demos", 1);
			expect(model.calls).toBe(4);
			expect(study.known(study.start, rows)).toEqual([undefined, undefined]);
		},
		{},
		model,
	);
});

test("room for rows shrinks with what is spent, and a batch that would not fit is refused whole", async () => {
	const model = half();
	await during(
		async (study) => {
			expect(study.roomForRows()).toBe(10);
			await study.score(study.start, small.examples.slice(0, 4), "a");
			expect(study.roomForRows()).toBe(6);
			await expect(
				study.attempt(
					program.with({ parity: { instructions: "Another.", demos: [] } }).using(model),
					train.examples.slice(0, 7),
					"demos",
				),
			).rejects.toMatchObject({ code: "budget" });
			expect(model.calls).toBe(4);
		},
		{ budget: { calls: 10 } },
		model,
	);
});

test("a trial tells value, rows and whether these are all; decisions and the calls so far stand in it", async () => {
	const result = await during(async (study) => {
		await study.score(study.start, small.examples, "baseline");
		study.note(study.start, small.examples.slice(0, 4), "search", "kept");
		study.note(study.start, small.examples, "confirm");
		study.note(study.start, train.examples.slice(0, 8), "search");
	});
	const right = (count: number) =>
		small.examples.slice(0, count).filter(({ input }) => ((input.n * 7919) % 24) / 24 < 0.5).length;
	expect(result.trials).toMatchObject([
		{ number: 1, phase: "search", rows: 4, complete: false, value: right(4) / 4, decision: "kept", callsSpent: 8 },
		{ number: 2, phase: "confirm", rows: 8, complete: true, value: right(8) / 8 },
		{ number: 3, rows: 8, complete: false, value: null }, // as many rows, but others, and none was scored
	]);
});

test("a proposer whose answers do not fit is asked on, within the tries; none at all is named", async () => {
	const asking = predict(parity, { repairs: 0 });
	const answers = scripted(["junk", '{"label":"even"}'], { id: "proposer" });
	await during(
		async (study) => {
			expect(await study.ask(asking, { n: 1 }, "propose")).toBeUndefined();
			expect(await study.ask(asking, { n: 2 }, "propose")).toEqual({ label: "even" });
			expect(study.proposals).toEqual({ asked: 2, used: 0 });
			let tries = 0;
			const text = await study.propose(async (attempt) => {
				tries++;
				return attempt === 2 ? { ok: true, text: "Good." } : { ok: false, reason: "is too short" };
			});
			expect([text, tries, study.proposals.used]).toEqual(["Good.", 3, 1]);
			// once one was of use, a later miss is no error
			expect(await study.propose(async () => undefined, 2)).toBeUndefined();
		},
		{ proposer: answers },
	);
	const never = during((study) => study.propose(async () => ({ ok: false, reason: "is too short" }), 3), {
		proposer: proposer([""]),
	});
	await expect(never).rejects.toThrow(
		/during: expected an instruction of use in 3 proposals, found none \(is too short\)/,
	);
});
