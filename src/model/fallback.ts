import { ConfigError, isTouchstoneError, ModelError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { allCan } from "./all-can.ts";
import { callModel } from "./call.ts";
import type { Model } from "./model.ts";
import { dearest } from "./prices.ts";
import { watchDeltas } from "./watch-deltas.ts";

/**
 * Asks the first model, and the next one when it fails.
 *
 * Only a ModelError moves on: an abort, a budget or a wrong call would be no better elsewhere. Says so through `onStatus`.
 * The answer's `model` says who spoke. Once text has begun to stream it stays with the model that began. Give each model its
 * own `retry()` inside. A call may cost what all of them charge; the price shown is the dearest of theirs.
 *
 * @throws ModelError that lists each failure, when all have failed
 * @throws ConfigError when no model is given
 */
export function fallback(...models: readonly Model[]): Model {
	if (models.length === 0) throw new ConfigError("fallback: expected at least one model, found none.");
	const speed = models[0]?.speed; // the first mostly answers, and a forecast is of what mostly happens
	const id = `fallback(${models.map((model) => model.id).join(", ")})`;
	return {
		id,
		identity: `fallback:${hash(models.map((model) => model.identity))}`,
		can: allCan(models),
		price: dearest(models.map((model) => model.price)),
		thoughtTokens: Math.max(...models.map(({ thoughtTokens = 0 }) => thoughtTokens)),
		...(speed === undefined ? {} : { speed }),
		async generate(request, context) {
			const failures: ModelError[] = [];
			for (const [index, model] of models.entries()) {
				const watch = watchDeltas(context);
				try {
					const response = await callModel(model, request, watch.context);
					return { ...response, model: response.model ?? model.id };
				} catch (error) {
					if (!(isTouchstoneError(error) && error.code === "model") || watch.started()) throw error;
					failures.push(error as ModelError);
					const next = models[index + 1];
					if (next !== undefined) context.onStatus?.(`${model.id} failed (${error.message}), asking ${next.id}`);
				}
			}
			throw allFailed(id, models, failures);
		},
		async [Symbol.asyncDispose]() {
			for (const model of models) await model[Symbol.asyncDispose]?.();
		},
	};
}

function allFailed(id: string, models: readonly Model[], failures: readonly ModelError[]): ModelError {
	const lines = failures.map((error, index) => `\n  ${models[index]?.id}: ${error.message}`);
	return new ModelError(
		`fallback: expected one of ${models.length} models to answer, found that each failed:${lines.join("")}`,
		{
			model: id,
			retryable: failures.some((error) => error.retryable),
			systemic: failures.every((error) => error.systemic),
			cause: failures[0],
		},
	);
}
