import { formatCount, formatInterval, formatMs, formatPercent, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { cautionViews } from "./caution-view.ts";
import type { ReportData, Summary } from "./report.ts";

/** A summary as "83.0 % [71.2, 90.5]", without brackets where there is no interval. */
export function summaryText(summary: Summary): string {
	if (summary.value === null) return "–";
	const { value: mean, low, high } = summary;
	return formatInterval({ mean, low, high }, summary.unit);
}

/** A report's summary as a table: one line a figure. */
export function reportView(data: Omit<ReportData, "view">): View {
	const metrics = Object.values(data.summary).map((summary) => ({
		figure: summary.name,
		value: summaryText(summary),
		rows: coverage(summary),
	}));
	const cautions = cautionViews(Object.values(data.summary));
	const failures = data.rows.filter((row) => row.error !== undefined).length;
	const repairs = data.rows.reduce((sum, row) => sum + row.repairs, 0);
	const repaired = data.rows.filter((row) => row.repairs > 0).length;
	const rows = [
		...metrics,
		{
			figure: "format correctness",
			value: summaryText(data.formatCorrectness),
			rows: coverage(data.formatCorrectness),
		},
		{ figure: "latency p50 / p95", value: `${formatMs(data.latency.p50)} / ${formatMs(data.latency.p95)}`, rows: "" },
		{
			figure: "tokens in / out",
			value: `${count(data.usage.inputTokens)} / ${count(data.usage.outputTokens)}`,
			rows: "",
		},
		{ figure: "cost", value: formatUsd(data.usage.costUsd), rows: formatCount(data.usage.calls, "call") },
		...(repairs > 0
			? [{ figure: "repaired answers", value: String(repairs), rows: `in ${formatCount(repaired, "row")}` }]
			: []),
		...(failures > 0
			? [{ figure: "failed rows", value: String(failures), rows: formatPercent(failures / data.rows.length) }]
			: []),
	];
	const figures = table({
		columns: [
			{ key: "figure", label: "Figure" },
			{ key: "value", label: "Value" },
			{ key: "rows", label: "Rows" },
		],
		rows,
		caption: oneLine(
			`${data.run.program.name}: ${data.name} on ${data.run.dataset.name}, ${formatCount(data.rows.length, "row")}`,
		),
		note: noteOf(data),
	});
	return cautions.length === 0 ? figures : stack([figures, ...cautions]);
}

function coverage(summary: Summary): string {
	const parts = [`${summary.scored} scored`];
	if (summary.skipped > 0) parts.push(`${summary.skipped} not applicable`);
	if (summary.failed > 0) parts.push(`${summary.failed} not measured`);
	return parts.join(", ");
}

/** How to read the figures, and where they come from. */
export function noteOf(data: Omit<ReportData, "view">): string {
	const { run } = data;
	const level = Math.round((Object.values(data.summary)[0]?.level ?? 0.95) * 100);
	const stopped =
		run.stopped === undefined ? "" : `INCOMPLETE: ${run.stopped}; ${data.rows.length} of ${run.dataset.rows} rows. `;
	const together = run.engine === undefined ? "" : ` Answered together by ${engineText(run.engine)}.`;
	const rescored =
		run.rescored === undefined
			? ""
			: ` Stored outputs judged again by ${run.rescored.models.join(" + ") || "another metric"}: ${run.rescored.metric} in place of ${run.rescored.before}.`;
	return `${stopped}Brackets are ${level} % intervals.${narrowOf(data)} Program ${run.program.hash.slice(0, 8)}, data ${run.dataset.hash.slice(0, 8)}, seed ${run.seed}, touchstone ${run.version}.${together}${rescored}`;
}

function engineText({ name, ...facts }: NonNullable<ReportData["run"]["engine"]>): string {
	const known = Object.entries(facts).map(([fact, value]) => `${fact} ${value}`);
	return [name, ...known].join(", ");
}

// Resampling sees too few errors where nearly all rows are right: measured, such intervals miss the truth too often.
function narrowOf(data: Omit<ReportData, "view">): string {
	const near = Object.values(data.summary).filter(({ wholeSet, value, low, range }) => {
		if (!wholeSet || value === null || low === null || !range.every(Number.isFinite)) return false;
		const margin = 0.1 * (range[1] - range[0]);
		return value - range[0] < margin || range[1] - value < margin;
	});
	if (data.rows.length >= 100 || near.length === 0) return "";
	return ` On few rows, and this near an end of the range, the interval of ${near.map((one) => one.name).join(", ")} is too narrow.`;
}

function count(n: number): string {
	return n.toLocaleString("en-US");
}
