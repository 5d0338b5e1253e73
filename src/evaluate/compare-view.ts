import {
	formatCount,
	formatDifference,
	formatDifferenceInterval,
	formatMs,
	formatUsd,
	formatValue,
} from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { type Cell, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { cautionViews } from "./caution-view.ts";
import type { ComparisonData, MetricComparison, Ratio } from "./comparison.ts";

/** A comparison as a table, one line a figure, and the verdicts in words under it. */
export function compareView(comparison: ComparisonData): View {
	const rows = [
		...comparison.metrics.map((metric) => ({
			figure: metric.metric,
			a: formatValue(metric.a, metric.unit),
			b: formatValue(metric.b, metric.unit),
			difference: formatDifferenceInterval(metric, metric.unit),
			p: formatP(metric.adjustedP),
			verdict: verdictCell(metric),
		})),
		ratioRow("latency, mean", comparison.latencyMs, formatMs),
		...(comparison.costUsd === null
			? [{ figure: "cost a row", a: "unknown", b: "unknown", difference: "", p: "", verdict: "" }]
			: [ratioRow("cost a row", comparison.costUsd, formatUsd)]),
	];
	const figures = table({
		columns: [
			{ key: "figure", label: "Figure" },
			{ key: "a", label: oneLine(comparison.a), align: "right" },
			{ key: "b", label: oneLine(comparison.b), align: "right" },
			{ key: "difference", label: `Difference [${Math.round(comparison.level * 100)} %]`, align: "right" },
			{ key: "p", label: "p", align: "right" },
			{ key: "verdict", label: "Verdict", format: (cell) => cell },
		],
		rows,
		caption: oneLine(
			`${comparison.b} against ${comparison.a} on ${formatCount(comparison.rows, "row")} of ${comparison.dataset}`,
		),
		note: oneLine([...comparison.metrics.map((metric) => sentence(comparison, metric)), ...comparison.notes].join(" ")),
		width: 140,
	});
	const cautions = cautionViews(comparison.metrics.map(({ metric, caution }) => ({ name: metric, caution })));
	return cautions.length === 0 ? figures : stack([figures, ...cautions]);
}

/** The verdict of one metric as a sentence. */
export function sentence(comparison: Pick<ComparisonData, "a" | "b">, metric: MetricComparison): string {
	const size = formatDifference(Math.abs(metric.difference), metric.unit).replace("+", "");
	if (metric.verdict !== "not distinguishable") {
		return `On ${metric.metric}, ${comparison.b} is ${metric.verdict} than ${comparison.a} by ${size} (${equation(metric.adjustedP)}, ${metric.test}).`;
	}
	const rows = metric.rows === 1 ? "this 1 row" : `these ${formatCount(metric.rows, "row")}`;
	return `On ${metric.metric}, the two are not distinguishable on ${rows} (${equation(metric.adjustedP)}, ${metric.test})${forecast(metric, size)}.`;
}

function forecast({ moreRows, better, difference, rows }: MetricComparison, size: string): string {
	if (moreRows !== null) {
		return `; about ${roughly(moreRows)} more would decide if the difference of ${size} is real`;
	}
	const unsaid = better === null || difference === 0 || rows === 1;
	return unsaid ? "" : "; no number of rows within reach would decide";
}

/** A p-value as "p = 0.02", never "p = 0". */
export function equation(p: number): string {
	return p < 0.001 ? "p < 0.001" : `p = ${formatP(p)}`;
}

function verdictCell(metric: MetricComparison): Cell {
	if (metric.verdict === "better") return { text: "better", mark: "best" };
	if (metric.verdict === "worse") return { text: "worse", mark: "warning" };
	return "not distinguishable";
}

function ratioRow(figure: string, ratio: Ratio, format: (value: number) => string) {
	const times = (value: number | null) => (value === null ? "" : value.toFixed(2));
	const interval = ratio.low === null ? "" : ` [${times(ratio.low)}, ${times(ratio.high)}]`;
	return {
		figure,
		a: format(ratio.a),
		b: format(ratio.b),
		difference: ratio.ratio === null ? "" : `× ${times(ratio.ratio)}${interval}`,
		p: "",
		verdict: "" as Cell,
	};
}

/** A p-value to two digits, never 0. */
export function formatP(p: number): string {
	if (p < 0.001) return "< 0.001";
	return p.toFixed(p < 0.1 ? 3 : 2);
}

/** A forecast of sample size is good to one or two digits at best: rounded up to two. */
export function roughly(n: number): string {
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
	return (Math.ceil(n / unit) * unit).toLocaleString("en-US");
}
