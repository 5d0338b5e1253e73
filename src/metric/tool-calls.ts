import { ragasToolCallAccuracy, ragasToolCallF1 } from "./compat/ragas-tool-calls.ts";
import type { Metric, Score } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import { type ToolCall, type ToolCallScores, toolCallScores } from "./tool-call-scores.ts";

export type ToolCallMeasure = Exclude<keyof ToolCallScores, "problems">;

export type ToolCallsOptions =
	| {
			readonly compat?: undefined;
			/** Which of the figures of `toolCallScores`. Default "nameF1". */
			readonly measure?: ToolCallMeasure;
	  }
	| {
			/** "ragas": as ragas 0.4.3 does it, for comparison only; the defects are named in compat/ragas-tool-calls.ts. */
			readonly compat: "ragas";
			/** Tool call accuracy in strict (default) or flexible order, or tool call F1. */
			readonly measure?: "strict" | "flexible" | "f1";
	  };

/**
 * Tool calls as a metric on a field that holds a list of calls. One measure sees one kind of mistake; give `evaluate` several.
 * The whole of `toolCallScores` is in the score's `raw`, what went wrong in its `reason`.
 *
 * @param field the field that output and expected value share, or readers of both; the expected list is one value
 * @example
 * toolCalls("calls", { measure: "argumentAccuracy" }).name // => "tool calls argumentAccuracy"
 * toolCalls("calls", { compat: "ragas" }).name // => "tool calls ragas strict"
 */
export function toolCalls<K extends string>(field: K, options?: ToolCallsOptions): FieldMetric<K>;
export function toolCalls<I, E, O>(
	readers: Readers<I, E, O, readonly ToolCall[]>,
	options?: ToolCallsOptions,
): Metric<I, E, O>;
export function toolCalls(
	target: string | Readers<unknown, unknown, unknown, readonly ToolCall[]>,
	options: ToolCallsOptions = {},
): Metric {
	const readers = readersOf(target);
	const score = options.compat === "ragas" ? ragas(options.measure ?? "strict") : ours(options.measure ?? "nameF1");
	const name = options.compat === "ragas" ? `ragas ${options.measure ?? "strict"}` : (options.measure ?? "nameF1");
	return {
		name: `tool calls ${name}`,
		direction: "higher",
		range: [0, 1],
		unit: name === "exact" ? "percent" : "number",
		score(c) {
			const wanted = readers.expected(c) as readonly ToolCall[] | null | undefined;
			if (wanted === null || wanted === undefined) return { value: null, reason: "no expected calls" };
			return score(readers.output(c), wanted);
		},
	};
}

type Scorer = (predicted: readonly ToolCall[], reference: readonly ToolCall[]) => Score;

function ours(measure: ToolCallMeasure): Scorer {
	return (predicted, reference) => {
		const raw = toolCallScores(predicted, reference);
		const figure = raw[measure];
		const value = typeof figure === "boolean" ? Number(figure) : figure;
		return raw.problems.length === 0 ? { value, raw } : { value, raw, reason: raw.problems.join("; ") };
	};
}

function ragas(measure: "strict" | "flexible" | "f1"): Scorer {
	return (predicted, reference) => ({
		value:
			measure === "f1" ? ragasToolCallF1(predicted, reference) : ragasToolCallAccuracy(predicted, reference, measure),
	});
}
