import { hash } from "../core/hash.ts";

/**
 * The id of a question's trace, from what tells its run and the question apart from all others. What is sent twice has the
 * same ids, so the receiver keeps it once.
 *
 * @returns 32 hex digits, as OpenTelemetry's trace ids
 * @example
 * traceIdOf("run", "question 1") === traceIdOf("run", "question 1") // => true
 */
export function traceIdOf(run: string, question: string): string {
	return hash({ run, question }, 32);
}

/**
 * The id of a span, from its place in the trace.
 *
 * @param way the index of the child at each level; empty for the root
 * @returns 16 hex digits
 * @example
 * spanIdOf("0af7651916cd43dd8448eb211c80319c", [1, 0]).length // => 16
 */
export function spanIdOf(traceId: string, way: readonly number[]): string {
	return hash({ traceId, way }, 16);
}

/**
 * The id of a score: one for each name and thing scored.
 *
 * @param of the ids of what is scored, outermost first: trace and observation, or a run
 * @example
 * scoreIdOf(["trace"], "faithfulness") === scoreIdOf(["trace", "span"], "faithfulness") // => false
 */
export function scoreIdOf(of: readonly string[], name: string): string {
	return hash({ of, name }, 32);
}
