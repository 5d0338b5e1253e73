import type { Generate, Middleware, Model } from "./model.ts";
import { withGenerate } from "./with-generate.ts";

/**
 * A model seen through middleware, outermost first. Write the order once:
 * `wrap(model, trace(), cache(), retry(), budget(), limit())`: trace sees cache hits, cache never stores
 * failures, budget counts what is really sent, limit stands nearest the wire.
 */
export function wrap(model: Model, ...middleware: readonly Middleware[]): Model {
	const ask: Generate = (request, context) => model.generate(request, context);
	return withGenerate(
		model,
		middleware.reduceRight((next, layer) => layer(next, model), ask),
	);
}
