import { ConfigError } from "../core/errors.ts";
import { confusionChart } from "../notebook/confusion-chart.ts";
import { latencyChart } from "../notebook/latency-chart.ts";
import { metricChart } from "../notebook/metric-chart.ts";
import { confusion as countConfusion, labelCounts } from "../stats/confusion.ts";
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

/** A picture with more labels could not be read. */
const mostLabels = 30;
/** So many are shown of more labels, besides the one that stands for all others. */
const worstLabels = 19;

/**
 * Which labels were taken for which: expected values down, answers across. Rows that failed are in the column "(failed)".
 *
 * Of more than 30 labels it shows the 19 with the most mistakes, and all others as one.
 *
 * @param field the field that expected value and output share
 * @throws ConfigError when no row has the field
 */
export function confusion(report: Report, field: string): Promise<Shown> {
	const read = (value: unknown): unknown => (value as Readonly<Record<string, unknown>> | null)?.[field];
	if (report.rows.every((row) => read(row.expected) === undefined)) {
		throw new ConfigError(`chart.confusion: expected a field of the expected values, found "${field}"`);
	}
	const expected = report.rows.map((row) => String(read(row.expected)));
	const found = report.rows.map((row) => (row.output === null ? "(failed)" : String(read(row.output))));
	const table = countConfusion(expected, found);
	if (table.labels.length <= mostLabels) return confusionChart({ ...table, title: report.name });

	const worst = labelCounts(table)
		.map((counts) => ({ ...counts, mistakes: counts.expected + counts.given - 2 * counts.hits }))
		.sort((a, b) => b.mistakes - a.mistakes)
		.slice(0, worstLabels)
		.map(({ label }) => label);
	const others = `(${table.labels.length - worst.length} other labels)`;
	const fold = (label: string) => (worst.includes(label) ? label : others);
	return confusionChart({
		...countConfusion(expected.map(fold), found.map(fold), worst),
		right: expected.filter((label, row) => label === found[row]).length,
		title: `${report.name}: the ${worst.length} labels of ${table.labels.length} with the most mistakes`,
	});
}
