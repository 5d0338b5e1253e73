import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { random } from "../core/random.ts";
import { allCan } from "./all-can.ts";
import { callModel } from "./call.ts";
import type { Model, ModelRequest, RunContext, Speed } from "./model.ts";
import { dearest } from "./prices.ts";
import { requestKey } from "./request-key.ts";

export interface RouteChoice {
	readonly model: Model;
	/** Its share of the requests, in proportion to the others'; > 0. */
	readonly weight: number;
}

export interface RouteOptions {
	/** What decides: equal keys go to the same model. Default: the request. Give a user or session to keep one on one model. */
	readonly by?: (request: ModelRequest, context: RunContext) => string;
}

/**
 * Sends each request to one of several models, in proportion to their weights (an A/B split).
 *
 * The choice is a function of the run's seed and the key, so the same run makes the same choices again, in any order and on
 * any machine. The answer's `model` says who spoke. Its price is the dearest of the models' (for budgets); the usage of an
 * answer is priced by the model that gave it. Put a cache on the models inside rather than around the route, or the first
 * seed's choice is what the cache keeps.
 *
 * @throws ConfigError when there is no choice, or a weight is not above 0
 */
export function route(choices: readonly RouteChoice[], options: RouteOptions = {}): Model {
	const wrong = choices.find(({ weight }) => !(weight > 0 && weight < Infinity));
	if (choices.length === 0) throw new ConfigError("route: expected at least one model, found none.");
	if (wrong !== undefined) {
		throw new ConfigError(
			`route: expected weights above 0, found ${wrong.weight} for ${wrong.model.id}. Leave it out.`,
		);
	}
	const models = choices.map(({ model }) => model);
	const total = choices.reduce((sum, { weight }) => sum + weight, 0);
	const by = options.by ?? ((request) => requestKey("route", request));

	function choose(request: ModelRequest, context: RunContext): Model {
		let point = random(`${context.seed}:${by(request, context)}`).next() * total;
		for (const { model, weight } of choices) {
			point -= weight;
			if (point < 0) return model;
		}
		return models.at(-1) as Model; // rounding only
	}

	return {
		id: `route(${models.map(({ id }) => id).join(", ")})`,
		identity: `route:${hash(choices.map(({ model, weight }) => [model.identity, weight]))}`,
		can: allCan(models),
		price: dearest(models.map(({ price }) => price)),
		thoughtTokens: Math.max(...models.map(({ thoughtTokens = 0 }) => thoughtTokens)),
		...sharedSpeed(choices),
		async generate(request, context) {
			const model = choose(request, context);
			const response = await callModel(model, request, context);
			return { ...response, model: response.model ?? model.id };
		},
		async [Symbol.asyncDispose]() {
			for (const model of models) await model[Symbol.asyncDispose]?.();
		},
	};
}

/** Tokens over the time they take when each model gets its share of them; nothing when the speed of one is unknown. */
function sharedSpeed(choices: readonly RouteChoice[]): Pick<Model, "speed"> {
	const known = choices.flatMap(({ model: { speed }, weight }) => (speed === undefined ? [] : [{ speed, weight }]));
	if (known.length < choices.length) return {};
	const total = known.reduce((sum, { weight }) => sum + weight, 0);
	// times add up, speeds do not: a harmonic mean
	const perSecond = (of: (speed: Speed) => number) =>
		total / known.reduce((seconds, { speed, weight }) => seconds + weight / of(speed), 0);
	return {
		speed: {
			promptTokensPerSecond: perSecond((speed) => speed.promptTokensPerSecond),
			outputTokensPerSecond: perSecond((speed) => speed.outputTokensPerSecond),
			source: `by weight of: ${[...new Set(known.map(({ speed }) => speed.source))].join("; ")}`,
		},
	};
}
