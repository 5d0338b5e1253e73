import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { throwIfAborted } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { exact } from "../../src/metric/exact.ts";
import { type Model, type ModelRequest, textOf } from "../../src/model/model.ts";
import { requestKey } from "../../src/model/request-key.ts";
import { type ScriptedOptions, scripted } from "../../src/model/scripted.ts";
import { withGenerate } from "../../src/model/with-generate.ts";
import type { Optimized } from "../../src/optimize/optimized.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

export const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});

const rows = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => ({
		id: String(from + index),
		n: from + index,
		label: (from + index) % 2 === 0 ? "even" : "odd",
	}));
const spec = (name: string) => ({ name, id: "id", input: ["n"], expected: ["label"] }) as const;

export const train = datasetOf(rows(0, 20), spec("train"));
export const validate = datasetOf(rows(100, 24), spec("validate"));

/** The text of everything that was asked. */
export function textOfRequest(request: ModelRequest): string {
	return [request.system ?? "", ...request.messages.map((message) => textOf(message.content))].join("\n");
}

/** Answers rightly for the share of numbers that `skill` gives for the prompt and the number of demos in it, wrongly on the rest. */
export function pupil(skill: (prompt: string, demos: number) => number, options: ScriptedOptions = {}) {
	return scripted(
		(request) => {
			const prompt = textOfRequest(request);
			const last = textOf(request.messages.at(-1)?.content ?? []);
			const n = Number(/-?\d+/.exec(last)?.[0]);
			const able = ((n * 7919) % 24) / 24 < skill(prompt, (request.messages.length - 1) / 2);
			return JSON.stringify({ label: able ? (n % 2 === 0 ? "even" : "odd") : n % 2 === 0 ? "odd" : "even" });
		},
		{ id: "pupil", identity: "pupil", ...options },
	);
}

export const program = predict(parity);
export const metric = exact("label");

/** Proposes sentences in turn; whatever the request, the text goes into the field that it asks for. */
export function proposer(sentences: readonly string[], options: ScriptedOptions = {}) {
	return scripted(
		(request, index) => {
			const fields = Object.keys((request.output?.properties ?? {}) as object);
			const text = sentences[index % sentences.length] ?? "";
			return JSON.stringify(Object.fromEntries(fields.map((field) => [field, text])));
		},
		{ id: "proposer", identity: "proposer", ...options },
	);
}

/** What must be equal in a run and in the same run resumed, or on its tape: all but clocks and where the answers came from. */
export function outcomeOf<I, O>(result: Optimized<I, O>): unknown {
	const { program: _, resumed: _resumed, sent: _sent, spent, run, spending, ...rest } = result;
	const { startedAt: _at, ...where } = run;
	const { seconds: _seconds, ...amounts } = spent;
	return JSON.parse(JSON.stringify({ ...rest, spent: amounts, run: where, spending }));
}

/** Proposes by what it is asked, so that a run that is resumed hears the same. */
export function steadyProposer(sentences: readonly string[], options: ScriptedOptions = {}) {
	return scripted(
		(request) => {
			const fields = Object.keys((request.output?.properties ?? {}) as object);
			const text = sentences[Number.parseInt(requestKey("", request).slice(0, 6), 16) % sentences.length] ?? "";
			return JSON.stringify(Object.fromEntries(fields.map((field) => [field, text])));
		},
		{ id: "proposer", identity: "proposer", ...options },
	);
}

/** The same model with answers that arrive in another order each time. */
export function restless(model: Model, seed: number, onCall: (call: number) => void = () => {}): Model {
	const draws = random(seed);
	let calls = 0;
	return withGenerate(model, async (request, context) => {
		onCall(++calls);
		for (let turns = draws.integer(12); turns > 0; turns--) {
			await setImmediate();
			throwIfAborted(context.signal);
		}
		return model.generate(request, context);
	});
}
