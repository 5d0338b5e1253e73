import type { Metric } from "../metric/metric.ts";
import { displayable } from "../view/view.ts";
import type { Report, ReportData } from "./report.ts";
import { reportView } from "./report-view.ts";

const metricsKey = Symbol.for("touchstone.metrics");

/** Gives report data its look, and keeps the metrics at hand for comparing whole-set figures. */
export function makeReport<I, E, O>(
	data: ReportData<I, E, O>,
	metrics: readonly Metric<I, E, O>[] = [],
): Report<I, E, O> {
	const value = displayable({ ...data }, reportView);
	return Object.defineProperty(value, metricsKey, { value: metrics, enumerable: false });
}

/** The metrics that made a report; none for one that was loaded from a file. */
export function metricsOf(of: Report): readonly Metric[] {
	return (of as { [metricsKey]?: readonly Metric[] })[metricsKey] ?? [];
}
