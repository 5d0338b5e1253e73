import { usageOf } from "../model/usage.ts";
import type { Metric } from "./metric.ts";

/**
 * Cost: US dollars for one row, all its model calls added up. Answers from a cache or a tape are priced as if they had been asked
 * for, so it is what the program costs and not what this run spent. Local models cost 0.
 *
 * Lower is better. null, never 0, where a price is unknown; failed rows are left out.
 *
 * @example
 * cost().unit // => "usd"
 */
export function cost(): Metric {
	return {
		name: "cost",
		direction: "lower",
		range: [0, Number.POSITIVE_INFINITY],
		unit: "usd",
		whenFailed: null,
		score({ trace }) {
			const raw = usageOf(trace);
			return raw.costUsd === null
				? { value: null, raw, reason: "the price of a model is unknown" }
				: { value: raw.costUsd, raw };
		},
	};
}
