import { modelCalls } from "../model/usage.ts";
import type { Metric } from "./metric.ts";

/**
 * Latency: milliseconds spent at the models for one row, all its calls added up. Calls answered from a cache or a tape count
 * with the time they took at first, so that a second run shows the same figure. Queueing in this process is left out.
 *
 * Lower is better. Failed rows, and rows without a model call, are left out.
 *
 * @example
 * latency().unit // => "ms"
 */
export function latency(): Metric {
	return {
		name: "latency",
		direction: "lower",
		range: [0, Number.POSITIVE_INFINITY],
		unit: "ms",
		whenFailed: null,
		score({ trace }) {
			const calls = modelCalls(trace);
			if (calls.length === 0) return { value: null, reason: "no model call in the trace" };
			return { value: calls.reduce((sum, call) => sum + call.latencyMs, 0) };
		},
	};
}
