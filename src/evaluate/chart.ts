import { ConfigError } from "../core/errors.ts";
import { confusionChart } from "../notebook/confusion-chart.ts";
import { latencyChart } from "../notebook/latency-chart.ts";
import { metricChart } from "../notebook/metric-chart.ts";
import type { Shown } from "../view/shown.ts";
import type { Report } from "./report.ts";

export { chart as plot } from "../notebook/chart.ts";

/**
 * Every metric of some reports with its interval, one colour a report.
 *
 * @param options.names only these metrics; default: all
 */
export function metrics(
	reports: readonly Report[],
	options: { readonly names?: readonly string[] } = {},
): Promise<Shown> {
	return metricChart(
		reports.flatMap((report) =>
			Object.values(report.summary).flatMap(({ name, value, low, high, unit }) => {
				if (value === null || (options.names !== undefined && !options.names.includes(name))) return [];
				return [{ model: report.name, metric: name, mean: value, low, high, unit }];
			}),
		),
	);
}

/** How the time at the models is spread over the rows, one line a report. */
export function latencies(reports: readonly Report[]): Promise<Shown> {
	return latencyChart(
		reports.map((report) => ({
			model: report.name,
			latencyMs: report.rows.flatMap((row) => (row.output === null ? [] : [row.latencyMs])),
		})),
	);
}

/**
 * Which labels were taken for which: expected values down, answers across. Rows that failed are in the column "(failed)".
 *
 * @param field the field that expected value and output share
 * @throws ConfigError when no row has the field, or it holds more than 30 different values
 */
export function confusion(report: Report, field: string): Promise<Shown> {
	const read = (value: unknown): unknown => (value as Readonly<Record<string, unknown>> | null)?.[field];
	const pairs = report.rows.map((row) => {
		const found = row.output === null ? "(failed)" : String(read(row.output));
		return { expected: String(read(row.expected)), found };
	});
	if (report.rows.every((row) => read(row.expected) === undefined)) {
		throw new ConfigError(`chart.confusion: expected a field of the expected values, found "${field}"`);
	}
	const labels = [...new Set([...pairs.map((pair) => pair.expected), ...pairs.map((pair) => pair.found)])];
	if (labels.length > 30) throw new ConfigError(`chart.confusion: expected at most 30 labels, found ${labels.length}`);
	const counts = labels.map((expected) =>
		labels.map((found) => pairs.filter((pair) => pair.expected === expected && pair.found === found).length),
	);
	return confusionChart({ labels, counts, title: report.name });
}
