import type { Generate, Model, ModelRequest, ModelResponse, RunContext } from "./model.ts";
import { storedRequest } from "./request-key.ts";
import { type ModelSpanFacts, usageOfFailure } from "./usage.ts";

/** Calls a model inside a span that records request, answer, usage, latency and whether it came from a cache. */
export function callModel(model: Model, request: ModelRequest, context: RunContext): Promise<ModelResponse> {
	return tracedGenerate((asked, inner) => model.generate(asked, inner), model)(request, context);
}

/** `generate` inside a model span. The `trace()` middleware is this function. */
export function tracedGenerate(next: Generate, model: Model): Generate {
	return (request, context) =>
		context.trace.span(model.id, "model", async (trace) => {
			trace.set({ request: storedRequest(request) });
			let response: ModelResponse;
			try {
				response = await next(request, { ...context, trace });
			} catch (error) {
				const usage = usageOfFailure(error);
				if (usage !== null) trace.set({ model: model.id, usage, latencyMs: 0, cached: false } satisfies ModelSpanFacts);
				throw error;
			}
			const facts: ModelSpanFacts = {
				model: response.model ?? model.id,
				usage: response.usage,
				latencyMs: response.latencyMs,
				cached: response.cached ?? false,
			};
			trace.set({ ...facts, content: response.content, finish: response.finish });
			return response;
		});
}
