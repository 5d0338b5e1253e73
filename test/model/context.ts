import { startTrace } from "../../src/core/trace.ts";
import { type ModelRequest, type RunContext, userMessage } from "../../src/model/model.ts";

/** A run context with a trace of its own. */
export function testContext(more: Partial<RunContext> = {}): RunContext {
	return { trace: startTrace("test"), seed: 1, ...more };
}

/** A request of one user turn. */
export function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
	return { messages: [userMessage(text)], ...more };
}
