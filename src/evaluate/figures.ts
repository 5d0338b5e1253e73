import { sumUsage, type Usage } from "../model/usage.ts";
import { quantile } from "../stats/quantile.ts";
import type { Latency, Row, Summary } from "./report.ts";
import { meanFigure, type SummarizeOptions } from "./summarize.ts";

/** Latency of the rows that answered. */
export function latencyOf(rows: readonly Row[]): Latency {
	const times = rows.flatMap((row) => (row.output === null ? [] : [row.latencyMs]));
	if (times.length === 0) return { p50: null, p95: null, mean: null };
	return {
		p50: quantile(times, 0.5),
		p95: quantile(times, 0.95),
		mean: times.reduce((a, b) => a + b, 0) / times.length,
	};
}

/**
 * Share of rows whose first answer met the signature. A repaired answer counts as a miss here although its row is
 * scored; a row that failed for another reason (server, network) is left out.
 */
export function formatCorrectnessOf(rows: readonly Row[], options: SummarizeOptions): Summary {
	const asked = rows.filter((row) => row.error === undefined || row.error.code === "output");
	const values = asked.map((row) => (row.error === undefined && row.repairs === 0 ? 1 : 0));
	return {
		name: "format correctness",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		...meanFigure(values, { name: "format correctness", range: [0, 1] }, options),
		level: options.level,
		wholeSet: false,
		scored: asked.length,
		skipped: 0,
		failed: rows.length - asked.length,
	};
}

export function usageOfRows(rows: readonly Row[]): Usage {
	return sumUsage(rows.map((row) => row.usage));
}

export function scoringUsageOf(rows: readonly Row[]): Usage {
	return sumUsage(rows.flatMap((row) => Object.values(row.scores).flatMap((score) => score.usage ?? [])));
}
