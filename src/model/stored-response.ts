import { type ModelResponse, type RunContext, textOf } from "./model.ts";

/** What caches and tapes keep of an answer: all but the provider's own object and how it arrived. */
export function storedResponse(response: ModelResponse): ModelResponse {
	const { raw: _raw, cached: _cached, ...kept } = response;
	return kept;
}

/** A kept answer given again: marked as cached, its text told to `onDelta` in one piece. */
export function replayResponse(kept: ModelResponse, context: Pick<RunContext, "onDelta">): ModelResponse {
	const text = textOf(kept.content);
	if (text !== "") context.onDelta?.(text);
	return { ...kept, cached: true };
}
