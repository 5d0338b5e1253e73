import { isTouchstoneError } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import type { JsonSchema } from "../core/schema.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model, ModelRequest } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { noUsage } from "../model/usage.ts";
import { wrap } from "../model/wrap.ts";
import type { Program } from "../program/program.ts";
import { fieldsOf } from "../program/prompt/describe.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { type PlanData, planView } from "./plan-view.ts";

export type Plan = PlanData & Displayable;

export interface PlanOptions {
	readonly model?: Model;
	readonly cache?: Middleware | false;
}

/** A request that would be sent, and to whom. */
interface Planned {
	readonly model: Model;
	readonly request: ModelRequest;
}

/**
 * Says how many calls, tokens, dollars and minutes an evaluation will take. Calls no model and loads none.
 *
 * Rows whose answers lie in the cache count as done. A program of several steps is followed with made-up answers of the
 * right shape, so a later step's share is rougher.
 */
export async function plan<I, E, O>(
	program: Program<I, O>,
	data: Dataset<NoInfer<I>, E>,
	_metrics: readonly Metric<NoInfer<I>, NoInfer<E>, NoInfer<O>>[] = [],
	options: PlanOptions = {},
): Promise<Plan> {
	const layer = options.cache === false ? undefined : (options.cache ?? cache());
	const planned: Planned[] = [];
	let cachedRows = 0;
	let outputTokens = 0;
	for (const example of data) {
		if (layer !== undefined && (await answeredByCache(program, example.input, layer, options.model))) {
			cachedRows++;
			continue;
		}
		const row = await follow(program, example.input, options.model);
		planned.push(...row);
		const expected = tokensIn(stableStringify(example.expected)) + 4;
		for (const { request } of row) outputTokens += Math.min(expected, request.maxTokens ?? expected);
	}
	const inputTokens = sum(planned.map(({ request }) => requestTokens(request)));
	const maxOutputTokens = sum(planned.map(({ request }) => request.maxTokens ?? 0));
	const models = modelsOf(program, options.model);
	const perCall = planned.length === 0 ? 0 : outputTokens / planned.length;
	return displayable(
		{
			program: program.name,
			models: models.map((model) => model.id),
			rows: data.length,
			cachedRows,
			calls: planned.length,
			inputTokens,
			outputTokens,
			maxOutputTokens,
			costUsd: costOfAll(planned, () => perCall),
			maxCostUsd: costOfAll(planned, (request) => request.maxTokens ?? perCall),
			minutes: minutesFor(planned, outputTokens),
			basis: basisOf(models),
		},
		planView,
	);
}

// Raised instead of a call, to see whether one is needed.
class CallNeeded extends Error {}

async function answeredByCache<I, O>(
	program: Program<I, O>,
	input: I,
	layer: Middleware,
	fallback?: Model,
): Promise<boolean> {
	const asked = program.using((current) => {
		const model = current ?? fallback;
		const refuse = () => Promise.reject(new CallNeeded("a call would be needed"));
		return model && wrap({ ...model, generate: refuse }, layer);
	});
	try {
		await asked.run(input);
		return true;
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "config") throw error;
		return false;
	}
}

/** The requests that a run on this input would send, later steps fed with made-up answers. */
async function follow<I, O>(program: Program<I, O>, input: I, fallback?: Model): Promise<Planned[]> {
	const planned: Planned[] = [];
	const dry = program.using((current) => {
		const model = current ?? fallback;
		return (
			model &&
			({
				...model,
				generate: async (request) => {
					planned.push({ model, request });
					return {
						content: [{ type: "text", text: JSON.stringify(madeUp(request.output ?? {})) }],
						finish: "stop",
						usage: noUsage,
						latencyMs: 0,
					};
				},
			} satisfies Model)
		);
	});
	try {
		await dry.run(input);
		return planned;
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "config") throw error;
		return planned.slice(0, 1); // what follows a made-up answer that did not fit would be repairs
	}
}

/** The smallest value of a schema. */
function madeUp(schema: JsonSchema): unknown {
	if (Array.isArray(schema.enum)) return schema.enum[0];
	if ("const" in schema) return schema.const;
	const variants = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
	if (variants?.[0] !== undefined) return madeUp(variants[0]);
	switch (schema.type) {
		case "object":
			return Object.fromEntries(fieldsOf(schema).map(([name, field]) => [name, madeUp(field)]));
		case "array":
			return [];
		case "boolean":
			return false;
		case "integer":
		case "number":
			return typeof schema.minimum === "number" ? schema.minimum : 0;
		case "null":
			return null;
		default:
			return "text";
	}
}

function textOfRequest(request: ModelRequest): string {
	const turns = request.messages.flatMap((message) => message.content.map((part) => ("text" in part ? part.text : "")));
	return [request.system ?? "", ...turns].join("\n");
}

function tokensIn(text: string): number {
	return Math.ceil(text.length / 4);
}

function requestTokens(request: ModelRequest): number {
	return tokensIn(textOfRequest(request)) + 4 * (request.messages.length + 1); // turn marks
}

function costOfAll(planned: readonly Planned[], output: (request: ModelRequest) => number): number | null {
	let total = 0;
	for (const { model, request } of planned) {
		const usage = { ...noUsage, inputTokens: requestTokens(request), outputTokens: output(request), calls: 1 };
		const cost = costOf(usage, model.price ?? null);
		if (cost === null) return null;
		total += cost;
	}
	return total;
}

// A prompt's start that the call before shared is evaluated once by a local model.
function minutesFor(planned: readonly Planned[], outputTokens: number): number | null {
	let seconds = 0;
	let before = "";
	for (const { model, request } of planned) {
		if (model.speed === undefined) return null;
		const text = textOfRequest(request);
		const fresh = tokensIn(text.slice(sharedPrefix(before, text)));
		seconds += fresh / model.speed.promptTokensPerSecond;
		seconds += outputTokens / planned.length / model.speed.outputTokensPerSecond;
		before = text;
	}
	return seconds / 60;
}

function sharedPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}

function modelsOf<I, O>(program: Program<I, O>, fallback: Model | undefined): Model[] {
	const models = [...Object.values(program.models), ...(fallback === undefined ? [] : [fallback])];
	return models.filter((model, index) => models.findIndex((other) => other.identity === model.identity) === index);
}

function basisOf(models: readonly Model[]): string[] {
	return [
		"Tokens are estimated at 4 characters each; answers at the length of the expected values.",
		...models.flatMap((model) => (model.speed === undefined ? [] : [`Speed of ${model.id}: ${model.speed.source}.`])),
		...models.flatMap((model) => {
			if (model.price === undefined || model.price === null) return [`The price of ${model.id} is unknown.`];
			return [`Price of ${model.id}: ${model.price.source}, ${model.price.date} (an estimate).`];
		}),
	];
}

function sum(values: readonly number[]): number {
	return values.reduce((a, b) => a + b, 0);
}
