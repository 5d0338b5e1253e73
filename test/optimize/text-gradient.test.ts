import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Metric } from "../../src/metric/metric.ts";
import { type Model, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { textGradient } from "../../src/optimize/text-gradient.ts";
import { metric, outcomeOf, program, pupil, textOfRequest, train, validate } from "./support.ts";

const helpful = ["Look at the last digit alone.", "Zero counts as even."];
const sentences = ["Keep calm while you count.", ...helpful, "Answer with the first word that comes to mind."];
const skill = (prompt: string) => 0.4 + 0.3 * helpful.filter((sentence) => prompt.includes(sentence)).length;

/** Criticises, and adds to the instruction that it is shown the sentence that the sample says. */
function writer() {
	return scripted(
		(request) => {
			const asked = textOf(request.messages.at(-1)?.content ?? []);
			const current = /<current_instruction>([\s\S]*?)<\/current_instruction>/.exec(asked)?.[1]?.trim() ?? "";
			const fields = Object.keys((request.output?.properties ?? {}) as object);
			if (fields.includes("critique")) return JSON.stringify({ critique: "It does not say where to look." });
			return JSON.stringify({ instruction: `${current} ${sentences[(request.sample ?? 0) % sentences.length]}` });
		},
		{ id: "writer", identity: "writer" },
	);
}

const task = { train, validate, metric, progress: false } as const;
const small = { beam: 3, rounds: 3, minibatchSize: 5 };

test("critiques lead to edits, the better ones stay in the beam, and the best is judged on validate", async () => {
	const [model, proposer] = [pupil(skill), writer()];
	const result = await textGradient(small)(program.using(model), { ...task, proposer, budget: { calls: 400 } });
	expect(result.promoted).toBe(true);
	expect(result.chosen.value).toBe(1);
	for (const sentence of helpful) expect(result.program.parameters.parity?.instructions).toContain(sentence);
	expect(model.calls + proposer.calls).toBe(result.spent.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(400);
	expect(result.stopped).toBeUndefined();
	const asked = proposer.requests.map(textOfRequest);
	// a critique sees rows that went wrong and why; what is written from it sees the critique
	expect(asked.some((text) => /feedback: expected "(?:even|odd)", found/.test(text))).toBe(true);
	expect(asked.some((text) => text.includes("It does not say where to look."))).toBe(true);
	for (const { input } of validate.examples) expect(asked.join("\n")).not.toContain(`n: ${input.n}`);
});

test("no budget is overshot, and one too small is refused before anything is sent", async () => {
	for (const calls of [40, 63, 64, 65, 70, 85, 130]) {
		const [model, proposer] = [pupil(skill), writer()];
		const run = textGradient(small)(program.using(model), { ...task, proposer, budget: { calls } });
		if (calls < 2 * validate.length + 4 + 10 + 2) {
			await expect(run).rejects.toThrow(/Nothing was sent/);
			expect(model.calls + proposer.calls).toBe(0);
			continue;
		}
		const result = await run;
		expect(model.calls + proposer.calls).toBe(result.spent.calls);
		expect(result.spent.calls).toBeLessThanOrEqual(calls);
		expect(result.stopped).toBeUndefined();
	}
});

test("a run that was cut and resumed ends like one that was not", async () => {
	const folder = mkdtempSync(join(tmpdir(), "text-gradient-"));
	const run = (model: Model, rest: { runFile: string; signal?: AbortSignal }) =>
		textGradient(small)(program.using(model), { ...task, proposer: writer(), budget: { calls: 160 }, ...rest });
	const whole = await run(pupil(skill), { runFile: join(folder, "whole") });
	for (const calls of [10, 40, 75, 110]) {
		const runFile = join(folder, `cut-${calls}`);
		const cut = new AbortController();
		const model = pupil(skill);
		const generate: Model["generate"] = (request, context) => {
			if (model.calls === calls) cut.abort();
			return model.generate(request, context);
		};
		await run({ ...model, generate }, { runFile, signal: cut.signal }).catch(() => {});
		const again = pupil(skill);
		expect(outcomeOf(await run(again, { runFile }))).toEqual(outcomeOf(whole));
		expect(again.calls).toBeLessThanOrEqual(whole.spent.calls - calls + 1);
	}
});

test("lower is better where the metric says so", async () => {
	const mistakes: Metric<{ n: number }, { label: string }, { label: string }> = {
		name: "mistakes",
		direction: "lower",
		range: [0, 1],
		score: ({ output, expected }) => ({ value: output.label === expected.label ? 0 : 1 }),
	};
	const budget = { calls: 400 };
	const result = await textGradient(small)(program.using(pupil(skill)), {
		...task,
		metric: mistakes,
		proposer: writer(),
		budget,
	});
	expect(result.promoted).toBe(true);
	expect(result.chosen.value).toBe(0);
});

test("a proposer of no use is named, one that repeats itself ends quietly", async () => {
	const junk = scripted(() => JSON.stringify({ critique: "Too short.", instruction: "odd" }), { id: "junk" });
	const run = textGradient(small)(program.using(pupil(skill)), { ...task, proposer: junk, budget: { calls: 300 } });
	await expect(run).rejects.toThrow(/found none .*stronger model/s);

	const only = `Say whether the number is even or odd. ${helpful[0]}`;
	const parrot = scripted(() => JSON.stringify({ critique: "Too short.", instruction: only }), { id: "parrot" });
	const result = await textGradient(small)(program.using(pupil(skill)), {
		...task,
		proposer: parrot,
		budget: { calls: 300 },
	});
	expect(result.proposals.used).toBe(1);
	expect(result.promoted).toBe(true);
});

test("a start without a mistake is left alone; options that make no sense are refused", async () => {
	const result = await textGradient()(program.using(pupil(() => 1)), {
		...task,
		proposer: writer(),
		budget: { calls: 200 },
	});
	expect(result.spent.calls).toBe(validate.length);
	expect(() => textGradient({ beam: 0 })).toThrow(/beam/);
	expect(() => textGradient({ paraphrases: -1 })).toThrow(/paraphrases/);
});
