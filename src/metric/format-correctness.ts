import { spansOf } from "../core/trace.ts";
import type { Metric } from "./metric.ts";

/**
 * Format correctness: 1 when every answer met its signature at the first try, 0 when one had to be asked for again. A row whose
 * answer never met it failed, and counts 0 too.
 *
 * The mean is the share of rows that came without repair: what a stricter caller would have got.
 *
 * @example
 * formatCorrectness().direction // => "higher"
 */
export function formatCorrectness(): Metric {
	return {
		name: "format correctness",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		score({ trace }) {
			const steps = spansOf(trace, "step");
			if (steps.length === 0) return { value: null, reason: "no step in the trace" };
			const repaired = steps.filter((step) => step.error !== undefined || step.attributes.repairs !== 0);
			if (repaired.length === 0) return { value: 1 };
			const names = repaired.map((step) => step.name);
			return { value: 0, reason: `not met at the first try: ${[...new Set(names)].join(", ")}` };
		},
	};
}
