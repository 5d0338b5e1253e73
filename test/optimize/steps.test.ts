import { expect, test } from "vitest";
import { z } from "zod";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { mipro } from "../../src/optimize/mipro.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";
import { metric, steadyProposer, textOfRequest, train, validate } from "./support.ts";

// a program of steps, optimized step by step: parity by way of the last digit

const digit = predict(
	signature({
		name: "digit",
		instructions: "Give the last digit of the number.",
		input: { n: z.number() },
		output: { last: z.number() },
	}),
);
const decide = predict(
	signature({
		name: "decide",
		instructions: "Say whether the digit is even or odd.",
		input: { last: z.number() },
		output: { label: z.enum(["even", "odd"]) },
	}),
);
const two = compose("parity", { digit, decide }, async ({ n }: { n: number }, step) => {
	const { last } = await step.digit({ n });
	return step.decide({ last });
});
const nested = compose("outer", { both: two, again: decide }, async ({ n }: { n: number }, step) => {
	const { label } = await step.both({ n });
	return (await step.again({ last: label === "even" ? 2 : 1 })).label === label ? { label } : { label };
});

/** Right with demos in the first step, else wrong on the numbers that 3 divides. */
const model = () =>
	scripted(
		(request) => {
			const n = Number(/-?\d+/.exec(textOf(request.messages.at(-1)?.content ?? []))?.[0]);
			const fields = Object.keys((request.output?.properties ?? {}) as object);
			if (fields.includes("label")) return JSON.stringify({ label: n % 2 === 0 ? "even" : "odd" });
			const able = request.messages.length > 1 || n % 3 !== 0;
			return JSON.stringify({ last: able ? n % 10 : (n + 1) % 10 });
		},
		{ id: "steps", identity: "steps" },
	);
const task = { train, validate, metric, progress: false, retry: false, budget: { calls: 400 } } as const;

test("bootstrap shows each step its own runs, of rows that ended well", async () => {
	const result = await bootstrap({ maxBootstrappedDemos: 3 })(two.using(model()), task as never);
	const { parameters } = result.candidates.at(-1) as (typeof result.candidates)[0];
	expect(Object.keys(parameters)).toEqual(["digit", "decide"]);
	const demos = (step: string) => parameters[step]?.demos ?? [];
	expect([demos("digit").length, demos("decide").length]).toEqual([3, 3]);
	for (const [index, { input, output }] of demos("digit").entries()) {
		expect(Number(input.n) % 3).not.toBe(0);
		expect(output).toEqual({ last: Number(input.n) % 10 });
		expect(demos("decide")[index]).toEqual({
			input: { last: output.last },
			output: { label: Number(output.last) % 2 === 0 ? "even" : "odd" },
		});
	}
	expect([result.promoted, result.chosen.value]).toEqual([true, 1]);
});

test("steps of steps go by their paths", async () => {
	const result = await bootstrap({ maxBootstrappedDemos: 2 })(nested.using(model()), task as never);
	const { parameters } = result.candidates.at(-1) as (typeof result.candidates)[0];
	expect(Object.keys(parameters)).toEqual(["both.digit", "both.decide", "again"]);
	for (const [path, input, output] of [
		["both.digit", "n", "last"],
		["both.decide", "last", "label"],
		["again", "last", "label"],
	] as const) {
		const demos = parameters[path]?.demos ?? [];
		expect(demos).toHaveLength(2);
		for (const demo of demos) expect([Object.keys(demo.input), Object.keys(demo.output)]).toEqual([[input], [output]]);
	}
});

test("mipro proposes for each step by its own fields, and combines what it finds", async () => {
	const proposer = steadyProposer([
		"Look at the number and give its last digit, and nothing else than that digit.",
		"Read the digit with care and say whether it is even or odd, in one word.",
		"Take the number as it is written and copy out the very last digit of it.",
		"Decide by twos: where the digit can be halved it is even, otherwise it is odd.",
	]);
	const search = mipro({
		numCandidates: 3,
		numTrials: 6,
		minibatchSize: 12,
		maxBootstrappedDemos: 1,
		maxLabeledDemos: 0,
	});
	const result = await search(two.using(model()), { ...task, proposer } as never);
	const asked = proposer.requests.map(textOfRequest).filter((text) => text.includes("Write better instructions"));
	const of = (words: RegExp) => asked.filter((text) => words.test(text));
	const [first, second] = [of(/<outputs>- last: a number/), of(/<outputs>- label: one of "even", "odd"/)];
	expect(Math.min(first.length, second.length)).toBeGreaterThanOrEqual(2);
	// the rows shown are the step's own, not the program's
	for (const text of first) expect(text).toMatch(/n: \d+ => last: \d/);
	for (const text of second) expect(text).toMatch(/last: \d => label: (even|odd)/);
	const tried = (step: string) => new Set(result.candidates.map(({ parameters }) => parameters[step]?.instructions));
	expect([tried("digit").size > 1, tried("decide").size > 1]).toEqual([true, true]);
	// the screen lets no instruction for a step through that loses what the step's present one names
	for (const text of tried("decide")) expect(text).toMatch(/even[\s\S]*odd|odd[\s\S]*even/);
	expect(result.promoted).toBe(true);
	expect(result.spent.calls).toBeLessThanOrEqual(400);
});
