import { errorRecord, isTouchstoneError, throwIfAborted } from "../core/errors.ts";
import { startTrace } from "../core/trace.ts";
import type { Example } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import type { RunContext } from "../model/model.ts";
import { modelCalls, usageOf } from "../model/usage.ts";
import type { Program } from "../program/program.ts";
import type { Row } from "./report.ts";
import { failedScore, scoreRow, stopsRun } from "./score-row.ts";

/**
 * Runs a program on one example and scores what comes out.
 *
 * A program that fails gives a row with its error and the worst score there is; errors that every row would meet are thrown.
 */
export async function runRow<I, E, O>(
	program: Program<I, O>,
	example: Example<I, E>,
	metrics: readonly Metric<I, E, O>[],
	context: Omit<RunContext, "trace">,
): Promise<Row<I, E, O>> {
	const trace = startTrace(program.name);
	const { id, input, expected, tags } = example;
	let outcome: Pick<Row<I, E, O>, "output" | "error" | "scores" | "repairs">;
	try {
		const { output, repairs } = await program.run(input, { ...context, trace });
		const c = { input, expected, output, trace: trace.data };
		const scores: Record<string, Row["scores"][string]> = {};
		for (const metric of metrics) scores[metric.name] = await scoreRow(metric, c, { ...context, trace });
		outcome = { output, scores, repairs };
	} catch (error) {
		if (stopsRun(error)) throw error;
		throwIfAborted(context.signal); // an abort of the row's own (a tool's time limit) is this row's error
		const scores = Object.fromEntries(metrics.map((metric) => [metric.name, failedScore(metric, error)]));
		outcome = { output: null, error: errorRecord(error), scores, repairs: repairsIn(error) };
	}
	const calls = modelCalls(trace.data);
	return {
		id,
		input,
		expected,
		...outcome,
		trace: trace.data,
		usage: usageOf(trace.data),
		latencyMs: calls.reduce((sum, call) => sum + call.latencyMs, 0),
		cachedCalls: calls.filter((call) => call.cached).length,
		...(tags === undefined ? {} : { tags }),
	};
}

function repairsIn(error: unknown): number {
	return isTouchstoneError(error) && error.code === "output" ? ((error as { repairs?: number }).repairs ?? 0) : 0;
}
