import { ConfigError, DataError, errorRecord, isTouchstoneError, messageOf, throwIfAborted } from "../core/errors.ts";
import { startTrace } from "../core/trace.ts";
import type { Case, Metric, Score } from "../metric/metric.ts";
import type { RunContext } from "../model/model.ts";
import { usageOf } from "../model/usage.ts";
import type { RowScore } from "./report.ts";

/**
 * One metric on one case. What the metric throws becomes the score's `error`; a mistake in the metric's own set-up
 * (ConfigError, a value outside its range) stops the run.
 */
export async function scoreRow<I, E, O>(
	metric: Metric<I, E, O>,
	c: Case<I, E, O>,
	context: RunContext,
): Promise<RowScore> {
	const trace = startTrace(metric.name, "judge");
	let score: unknown;
	try {
		score = await metric.score(c, { ...context, trace });
	} catch (error) {
		if (stopsRun(error)) throw error;
		throwIfAborted(context.signal); // an abort of the metric's own (a time limit) is this score's error
		return { value: null, error: errorRecord(error) };
	}
	if (!isScore(score)) return { value: null, error: errorRecord(new DataError(misread(metric.name, score))) };
	const { error, usage, ...rest } = score;
	const judged = usage ?? usageOf(trace.data);
	return {
		...rest,
		value: checkValue(metric, score),
		...(judged.calls > 0 || judged.inputTokens > 0 ? { usage: judged } : {}),
		...(error === undefined ? {} : { error: errorRecord(error) }),
	};
}

function checkValue<I, E, O>(metric: Metric<I, E, O>, { value }: Score): number | null {
	if (value === null) return null;
	const [low, high] = metric.range;
	const slack = 1e-9; // rounding at the ends is no mistake
	if (value < low - slack || value > high + slack) {
		throw new ConfigError(`metric ${metric.name}: expected a value in [${low}, ${high}], found ${value}`);
	}
	return value;
}

// A metric of the reader's own is not held to its type at run time; a mean with NaN or Infinity in it is no mean.
function isScore(score: unknown): score is Score {
	if (typeof score !== "object" || score === null) return false;
	const { value } = score as { value?: unknown };
	return value === null || Number.isFinite(value);
}

function misread(metric: string, score: unknown): string {
	const value = typeof score === "object" && score !== null ? (score as { value?: unknown }).value : undefined;
	const print = (found: unknown) => (typeof found === "string" ? JSON.stringify(found) : String(found));
	return typeof score === "object" && score !== null
		? `metric ${metric}: expected a score whose value is a finite number or null, found ${print(value)}`
		: `metric ${metric}: expected a score { value: 1 }, found ${print(score)}`;
}

/** The score of a row on which the program failed: the worst there is. Where the range is open there, not measured. */
export function failedScore<I, E, O>(metric: Metric<I, E, O>, why: unknown): RowScore {
	if (metric.whenFailed === null) return { value: null, reason: "the program failed" };
	const worst = metric.direction === "higher" ? metric.range[0] : metric.range[1];
	if (!Number.isFinite(worst)) return { value: null, error: errorRecord(why) };
	return { value: worst, reason: `the program failed: ${messageOf(why)}` };
}

/** True for errors that every further row would meet too: fix the call, install, wait for the server, raise the budget. */
export function stopsRun(error: unknown): boolean {
	if (!isTouchstoneError(error)) return false;
	if (error.code === "model") return (error as { systemic?: boolean }).systemic === true;
	return error.code === "config" || error.code === "missing-dependency" || error.code === "budget";
}
