import { formatInterval } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { OptimizedData, Standing } from "./optimized.ts";

/** An optimizer's outcome as a table of its complete candidates. */
export function optimizedView<I, O>(data: OptimizedData<I, O>): View {
	const rows = data.candidates
		.filter((one) => one.complete)
		.map((one: Standing) => ({
			number: one.number,
			origin: one.origin,
			value: formatInterval({ mean: one.value ?? 0, low: one.low, high: one.high }, data.metric.unit),
			p: one.evidence === undefined ? "–" : one.evidence.adjustedP.toFixed(3),
		}));
	return table({
		columns: [
			{ key: "number", label: "Candidate" },
			{ key: "origin", label: "Made by" },
			{ key: "value", label: data.metric.name },
			{ key: "p", label: "p against the start (Holm)" },
		],
		rows,
		caption: `${data.run.optimizer} on ${data.run.program.name}: ${data.promoted ? `candidate ${data.chosen.number} replaces the start` : "the start stays"}`,
	});
}
