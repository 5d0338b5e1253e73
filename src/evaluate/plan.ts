import { isTouchstoneError } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model, ModelRequest } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { outputTokensAtMost } from "../model/token-bound.ts";
import { noUsage } from "../model/usage.ts";
import { wrap } from "../model/wrap.ts";
import type { Program } from "../program/program.ts";
import { stack } from "../view/stack.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { type Engine, withLayer } from "./engine.ts";
import { type FollowedCall, follow, runOptions } from "./follow.ts";
import { type PlanData, planView } from "./plan-view.ts";

export type Plan = PlanData & {
	/** The engine's own plan, where one was given that makes plans. */
	readonly engine?: Displayable;
} & Displayable;

export interface PlanOptions {
	/** For steps that have no model of their own. */
	readonly model?: Model;
	/** As the evaluation's, as are `seed` and `sample`: they decide which answers are kept. */
	readonly cache?: Middleware | false;
	readonly seed?: number;
	readonly sample?: number;
	/** As the evaluation's. Its own plan is shown below the figures, which stay those of a live run. */
	readonly engine?: Engine;
}

/**
 * Says how many calls, tokens, dollars and minutes an evaluation will take. Calls no model and loads none.
 *
 * Rows whose answers lie in the cache count as done. A program of several steps is followed with made-up answers of the
 * right shape, so a later step's share is rougher. Where that fails, the rest of the row is not counted and the view says
 * "at least".
 *
 * @throws ConfigError as the evaluation would: a step without a model, an engine that cannot run the program
 */
export async function plan<I, E, O>(
	program: Program<I, O>,
	data: Dataset<NoInfer<I>, E>,
	_metrics: readonly Metric<NoInfer<I>, NoInfer<E>, NoInfer<O>>[] = [],
	options: PlanOptions = {},
): Promise<Plan> {
	const layer = options.cache === false ? undefined : (options.cache ?? cache());
	const planned: FollowedCall[] = [];
	const reasons: string[] = [];
	let cachedRows = 0;
	let outputTokens = 0;
	for (const example of data) {
		if (layer !== undefined && (await answeredByCache(program, example.input, layer, options))) {
			cachedRows++;
			continue;
		}
		const { calls, stoppedBy } = await follow(program, example.input, options);
		planned.push(...calls);
		if (stoppedBy !== undefined) reasons.push(stoppedBy);
		const expected = tokensIn(stableStringify(example.expected)) + 4;
		for (const { request } of calls) outputTokens += Math.min(expected, request.maxTokens ?? expected);
	}
	const inputTokens = sum(planned.map(({ request }) => requestTokens(request)));
	const maxOutputTokens = sum(planned.map(({ model, request }) => outputTokensAtMost(model, request)));
	const models = modelsOf(program, options.model);
	const { engine } = options;
	const enginePlan = await engine?.plan?.(program, data, options);
	const perCall = planned.length === 0 ? 0 : outputTokens / planned.length;
	return displayable(
		{
			program: program.name,
			models: models.map((model) => model.id),
			rows: data.length,
			cachedRows,
			partlyFollowedRows: reasons.length,
			calls: planned.length,
			inputTokens,
			outputTokens,
			maxOutputTokens,
			costUsd: costOfAll(planned, () => perCall),
			maxCostUsd: costOfAll(planned, ({ model, request }) =>
				outputTokensAtMost(model, { maxTokens: request.maxTokens ?? perCall }),
			),
			minutes: minutesFor(planned, outputTokens),
			basis: [...basisOf(models), ...partlyFollowed(reasons), ...engineBasis(engine)],
			...(enginePlan === undefined ? {} : { engine: enginePlan }),
		},
		(data) => (enginePlan === undefined ? planView(data) : stack([planView(data), enginePlan.view()])),
	);
}

// Raised instead of a call, to see whether one is needed.
class CallNeeded extends Error {}

async function answeredByCache<I, O>(
	program: Program<I, O>,
	input: I,
	layer: Middleware,
	options: PlanOptions,
): Promise<boolean> {
	const asked = program.using((current) => {
		const model = current ?? options.model;
		if (model === undefined) return undefined;
		const refuse: Middleware = () => () => Promise.reject(new CallNeeded("a call would be needed"));
		const { engine } = options;
		return wrap(model, layer, engine === undefined ? refuse : withLayer(engine, model, refuse));
	});
	try {
		await asked.run(input, runOptions(options));
		return true;
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "config") throw error;
		return false;
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

function costOfAll(planned: readonly FollowedCall[], output: (call: FollowedCall) => number): number | null {
	let total = 0;
	for (const call of planned) {
		const { model, request } = call;
		const usage = { ...noUsage, inputTokens: requestTokens(request), outputTokens: output(call), calls: 1 };
		const cost = costOf(usage, model.price ?? null);
		if (cost === null) return null;
		total += cost;
	}
	return total;
}

// A prompt's start that the call before shared is evaluated once by a local model.
function minutesFor(planned: readonly FollowedCall[], outputTokens: number): number | null {
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

function engineBasis(engine: Engine | undefined): string[] {
	if (engine === undefined) return [];
	const next = engine.plan === undefined ? `${engine.name} makes no plan` : `what ${engine.name} takes is below`;
	return [`These are the figures of a live run; ${next}.`];
}

function partlyFollowed(reasons: readonly string[]): string[] {
	const [first] = reasons;
	if (first === undefined) return [];
	const rows = `${reasons.length} ${reasons.length === 1 ? "row" : "rows"}`;
	return [`${rows} could not be followed to the end (${first}): what comes after is not counted.`];
}

function sum(values: readonly number[]): number {
	return values.reduce((a, b) => a + b, 0);
}
