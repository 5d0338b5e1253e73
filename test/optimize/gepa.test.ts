import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Metric } from "../../src/metric/metric.ts";
import { type Model, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { gepa } from "../../src/optimize/gepa.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { metric, outcomeOf, program, pupil, textOfRequest, train, validate } from "./support.ts";

const helpful = ["Look at the last digit alone.", "Zero counts as even."];
const harmful = "Answer with the first word that comes to mind.";
const useless = "Keep calm while you count.";

/** Right on four rows of ten; each helpful sentence adds three, the harmful one takes three. */
const skill = (prompt: string) =>
	0.4 + 0.3 * helpful.filter((sentence) => prompt.includes(sentence)).length - (prompt.includes(harmful) ? 0.3 : 0);

/** Adds one of its sentences to the instruction that it is shown; which one, the sample says. */
function writer(sentences: readonly string[], id = "writer") {
	return scripted(
		(request) => {
			const asked = textOf(request.messages.at(-1)?.content ?? []);
			const current = /<current_instruction>([\s\S]*?)<\/current_instruction>/.exec(asked)?.[1]?.trim() ?? "";
			return JSON.stringify({ instruction: `${current} ${sentences[(request.sample ?? 0) % sentences.length]}` });
		},
		{ id, identity: id },
	);
}

const sentences = [useless, ...helpful, harmful];
const task = { train, validate, metric, progress: false } as const;

test("what helps is kept and put together, what harms is left out, and the evidence is shown", async () => {
	const [model, proposer] = [pupil(skill), writer(sentences)];
	const result = await gepa()(program.using(model), { ...task, proposer, budget: { calls: 300 } });
	const { instructions } = result.program.parameters.parity ?? { instructions: "" };
	expect(result.start.value).toBeCloseTo(0.4, 1);
	expect(result.promoted).toBe(true);
	expect(result.chosen.value).toBe(1);
	expect(result.chosen.evidence?.adjustedP).toBeLessThan(0.01);
	for (const sentence of helpful) expect(instructions).toContain(sentence);
	expect(instructions).not.toContain(harmful);
	expect(model.calls + proposer.calls).toBe(result.spent.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(300);
	expect(result.proposals.used).toBeLessThanOrEqual(result.proposals.asked);
	expect(result.stopped).toBeUndefined();
});

test("with merge off only what was proposed as a whole is tried", async () => {
	const proposer = writer(sentences);
	const result = await gepa({ merge: false })(program.using(pupil(skill)), {
		...task,
		proposer,
		budget: { calls: 300 },
	});
	const start = result.start.parameters.parity?.instructions ?? "";
	const written = proposer.requests.map((request) => textOfRequest(request));
	for (const { parameters } of result.candidates.slice(1)) {
		const text = parameters.parity?.instructions ?? "";
		const parent = text.slice(0, text.lastIndexOf(". ") + 1) || start;
		expect(written.some((request) => request.includes(parent))).toBe(true);
	}
});

test("lower is better where the metric says so", async () => {
	const mistakes: Metric<{ n: number }, { label: string }, { label: string }> = {
		name: "mistakes",
		direction: "lower",
		range: [0, 1],
		score: ({ output, expected }) => ({ value: output.label === expected.label ? 0 : 1 }),
	};
	const result = await gepa()(program.using(pupil(skill)), {
		...task,
		metric: mistakes,
		proposer: writer(sentences),
		budget: { calls: 300 },
	});
	expect(result.start.value).toBeCloseTo(0.6, 1);
	expect(result.chosen.value).toBe(0);
	expect(result.promoted).toBe(true);
});

test("the metric's words reach the proposer, the rows of validate do not", async () => {
	const proposer = writer(sentences);
	await gepa()(program.using(pupil(skill)), { ...task, proposer, budget: { calls: 150 } });
	const asked = proposer.requests.map(textOfRequest).join("\n");
	expect(asked).toMatch(/feedback: expected "(?:even|odd)", found "(?:even|odd)"/);
	for (const { input } of validate.examples) expect(asked).not.toContain(`n: ${input.n}`);
});

test("a start without a mistake is left alone", async () => {
	const proposer = writer(sentences);
	const result = await gepa()(program.using(pupil(() => 1)), { ...task, proposer, budget: { calls: 200 } });
	expect(result.spent.calls).toBe(validate.length);
	expect(result.promoted).toBe(false);
});

test("no budget is overshot; one too small for a proposal is refused before anything is sent", async () => {
	for (const calls of [20, 60, 61, 62, 65, 77, 111, 150]) {
		const [model, proposer] = [pupil(skill), writer(sentences)];
		const run = gepa()(program.using(model), { ...task, proposer, budget: { calls } });
		if (calls < 2 * validate.length + 4 + 8 + 1) {
			await expect(run).rejects.toThrow(/Nothing was sent/);
			expect(model.calls + proposer.calls).toBe(0);
			continue;
		}
		const result = await run;
		expect(model.calls + proposer.calls).toBe(result.spent.calls);
		expect(result.spent.calls).toBeLessThanOrEqual(calls);
		expect(result.stopped).toBeUndefined();
		// what is begun is finished: no candidate is left half-way but one that fell behind
		for (const { complete, number } of result.candidates) {
			const last = result.trials.filter(({ candidate }) => candidate.number === number).at(-1);
			if (last?.phase === "validate") expect(complete || last.decision === "dropped").toBe(true);
		}
	}
});

test("a budget in tokens holds too", async () => {
	const result = await gepa()(program.using(pupil(skill)), {
		...task,
		proposer: writer(sentences),
		budget: { tokens: 15_000 },
	});
	expect(result.spent.tokens).toBeLessThanOrEqual(15_000);
	expect(result.candidates.filter(({ complete }) => complete).length).toBeGreaterThanOrEqual(2);
});

test("a proposer that talks nonsense is named with the reasons, after five tries", async () => {
	const proposer = scripted(
		(_request, index) => JSON.stringify({ instruction: index % 2 ? "odd" : "Dear customer, thank you." }),
		{
			id: "junk",
		},
	);
	const run = gepa()(program.using(pupil(skill)), { ...task, proposer, budget: { calls: 300 } });
	await expect(run).rejects.toThrow(/in 5 proposals.*a letter or a chat reply.*stronger model/s);
	expect(proposer.calls).toBe(5);
});

test("a proposer that repeats itself is asked less and less, and its one proposal still judged", async () => {
	const proposer = writer([helpful[0] as string]);
	const result = await gepa()(program.using(pupil(skill)), { ...task, proposer, budget: { calls: 400 } });
	expect(result.promoted).toBe(true);
	expect(result.proposals.used).toBe(1);
	expect(result.proposals.asked).toBeLessThan(30);
});

test("proposals that rewrite everything are told apart by their own rows", async () => {
	const anew = [
		"Decide if the number belongs to the even or the odd ones, as you think best.",
		"You are given a number. Divide it by two in your head and name what you find.",
		"Numbers that end in 0, 2, 4, 6 or 8 go here: even. All others are to be called odd.",
		"Give the first of the two words that comes to mind when you read the number.",
	];
	const model = pupil((prompt) =>
		prompt.includes(anew[2] as string) ? 0.95 : prompt.includes(anew[3] as string) ? 0.1 : 0.4,
	);
	const proposer = scripted((request) => JSON.stringify({ instruction: anew[(request.sample ?? 0) % anew.length] }), {
		id: "rewriter",
		identity: "rewriter",
	});
	const result = await gepa()(program.using(model), { ...task, proposer, budget: { calls: 300 } });
	expect(result.program.parameters.parity?.instructions).toBe(anew[2]);
});

/** The model, which aborts the run when it is called the n-th time. */
function cutAfter(model: Model, calls: number): { readonly model: Model; readonly signal: AbortSignal } {
	const cut = new AbortController();
	let left = calls;
	const generate: Model["generate"] = (request, context) => {
		if (left-- === 0) cut.abort();
		return model.generate(request, context);
	};
	return { model: { ...model, generate }, signal: cut.signal };
}

test("a run that was cut anywhere and resumed ends like one that was not, and repeats no call", async () => {
	const folder = mkdtempSync(join(tmpdir(), "gepa-"));
	const run = (model: Model, proposer: Model, rest: { runFile: string; signal?: AbortSignal }) =>
		gepa()(program.using(model), { ...task, proposer, budget: { calls: 120 }, seed: 3, ...rest });
	const whole = await run(pupil(skill), writer(sentences), { runFile: join(folder, "whole") });
	for (const calls of [5, 31, 60, 101]) {
		const runFile = join(folder, `cut-${calls}`);
		const { model, signal } = cutAfter(pupil(skill), calls);
		await run(model, writer(sentences), { runFile, signal }).catch(() => {});
		const [again, asked] = [pupil(skill), writer(sentences)];
		const resumed = await run(again, asked, { runFile });
		expect(outcomeOf(resumed)).toEqual(outcomeOf(whole));
		const kept = resumed.resumed?.calls ?? 0;
		expect(kept).toBeGreaterThanOrEqual(calls - 4); // those under way were lost
		expect(again.calls + asked.calls).toBe(whole.spent.calls - kept);
	}
});

const digit = signature({
	name: "digit",
	instructions: "Give the last digit of the number, please.",
	input: { n: z.number() },
	output: { digit: z.number() },
});
const decide = signature({
	name: "decide",
	instructions: "Say whether the digit is even or odd.",
	input: { digit: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const twoSteps = compose(
	"two steps",
	{ digit: predict(digit), decide: predict(decide) },
	async (input: { n: number }, step) => step.decide(await step.digit(input)),
);

/** The digit is read rightly on half of the rows, or on all with one sentence; the same for the decision. */
function twoStepPupil() {
	return scripted(
		(request) => {
			const prompt = textOfRequest(request);
			const value = Number(/-?\d+/.exec(textOf(request.messages.at(-1)?.content ?? []))?.[0]);
			if (prompt.includes("last digit of")) {
				const able = prompt.includes("Count from the right.") || value % 3 !== 0;
				return JSON.stringify({ digit: able ? value % 10 : (value + 1) % 10 });
			}
			const able = prompt.includes("Zero counts as even.") || value % 5 !== 0;
			return JSON.stringify({ label: (value % 2 === 0) === able ? "even" : "odd" });
		},
		{ id: "two steps", identity: "two steps" },
	);
}

test("each step of a composed program gets changes of its own, and those of two steps come together", async () => {
	const proposer = scripted(
		(request) => {
			const asked = textOf(request.messages.at(-1)?.content ?? []);
			const current = /<current_instruction>([\s\S]*?)<\/current_instruction>/.exec(asked)?.[1]?.trim() ?? "";
			const [good, bad] = current.includes("last digit")
				? ["Count from the right.", "Count from the left."]
				: ["Zero counts as even.", "Zero counts as nothing."];
			return JSON.stringify({ instruction: `${current} ${(request.sample ?? 0) % 4 < 2 ? good : bad}` });
		},
		{ id: "writer", identity: "writer" },
	);
	const model = twoStepPupil();
	const result = await gepa()(twoSteps.using(model), { ...task, proposer, budget: { calls: 500 } });
	expect(result.start.value).toBeLessThan(0.7);
	expect(result.chosen.value).toBe(1);
	expect(result.program.parameters.digit?.instructions).toContain("Count from the right.");
	expect(result.program.parameters.decide?.instructions).toContain("Zero counts as even.");
	expect(model.calls + proposer.calls).toBe(result.spent.calls);
	expect(result.spent.calls).toBeLessThanOrEqual(500);
	// a step's own inputs and outputs are shown, not only those of the whole
	expect(proposer.requests.map(textOfRequest).some((text) => text.includes("answered digit:"))).toBe(true);
});

test("options that make no sense are refused at once", () => {
	expect(() => gepa({ minibatchSize: 0 })).toThrow(/minibatchSize/);
	expect(() => gepa({ triesPerRound: 1.5 })).toThrow(/triesPerRound/);
});
