import { startTrace } from "../core/trace.ts";
import type { RunContext } from "../model/model.ts";

/** Fills what a caller left out: a fresh trace, seed 0. */
export function runContext(name: string, context: Partial<RunContext> = {}): RunContext {
	return { seed: 0, ...context, trace: context.trace ?? startTrace(name) };
}
