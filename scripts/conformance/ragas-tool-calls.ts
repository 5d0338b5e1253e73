import { parsePythonJson } from "../../src/metric/compat/python-json.ts";
import { ragasToolCallAccuracy, ragasToolCallF1 } from "../../src/metric/compat/ragas-tool-calls.ts";
import type { ToolCall } from "../../src/metric/tool-call-scores.ts";
import type { GoldenCase, Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** ragas' tool call accuracy and F1. */
export const kind: Kind = {
	name: "ragas_tool_calls",
	/** The calls keep the difference between 1 and 1.0, which this peer sees. */
	cases(text) {
		const plain = (JSON.parse(text) as GoldenFile).cases;
		const exact = (parsePythonJson(text) as GoldenFile).cases;
		return exact.map((golden, i) => ({ ...golden, expected: plain[i]?.expected }));
	},
	run(golden) {
		const [predicted, reference] = [callsOf(golden.predicted), callsOf(golden.reference)];
		return {
			strict: ragasToolCallAccuracy(predicted, reference, "strict"),
			flexible: ragasToolCallAccuracy(predicted, reference, "flexible"),
			f1: ragasToolCallF1(predicted, reference),
		};
	},
	tolerance: () => ratio,
};

interface GoldenFile {
	readonly cases: readonly GoldenCase[];
}

function callsOf(calls: unknown): ToolCall[] {
	return (calls as { readonly name: string; readonly args: unknown }[]).map(({ name, args }) => ({
		name,
		input: args,
	}));
}
