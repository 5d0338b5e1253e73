import { summaryText } from "../evaluate/report-view.ts";
import { formatCount, formatDifference, formatMs, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { MigrationData, Stage } from "./migration.ts";

const stages: readonly Stage[] = ["source", "target", "rewritten", "optimized"];

/** The table of a migration, what lies between its lines, and who lost by it. */
export function migrationView(data: MigrationData): View {
	return stack([stageTable(data), comparisonTable(data), ...lossTable(data)]);
}

function stageTable({ name, metric, reports }: MigrationData): View {
	const rows = stages.map((stage) => {
		const report = reports[stage];
		const summary = report.summary[metric];
		return {
			stage,
			program: report.name,
			value: summary === undefined ? "–" : summaryText(summary),
			format: summaryText(report.formatCorrectness),
			latency: formatMs(report.latency.p50),
			cost: formatUsd(report.usage.costUsd),
		};
	});
	return table({
		caption: `${name}: ${formatCount(reports.source.rows.length, "test row")} that nothing before has seen`,
		columns: [
			{ key: "stage", label: "Stage" },
			{ key: "program", label: "Model and prompt" },
			{ key: "value", label: metric },
			{ key: "format", label: "Format" },
			{ key: "latency", label: "Latency p50", align: "right" },
			{ key: "cost", label: "Cost", align: "right" },
		],
		rows,
	});
}

function comparisonTable({ comparisons }: MigrationData): View {
	const rows = comparisons.map((one) => ({
		step: `${one.from} → ${one.to}`,
		difference: formatDifference(one.difference, one.unit),
		p: one.correctedP.toFixed(3),
		conclusion: one.conclusion,
	}));
	return table({
		columns: [
			{ key: "step", label: "From → to" },
			{ key: "difference", label: "Difference", align: "right" },
			{ key: "p", label: "p (Holm)", align: "right" },
			{ key: "conclusion", label: "Conclusion" },
		],
		rows,
	});
}

function lossTable({ slices }: MigrationData): View[] {
	const losers = slices.filter(({ change }) => (change.difference ?? 0) < 0);
	if (losers.length === 0) return [];
	return [
		table({
			caption: "Slices that got worse",
			columns: [
				{ key: "name", label: "Slice" },
				{ key: "rows", label: "Rows" },
			],
			rows: losers.map(({ name, rows }) => ({ name, rows })),
		}),
	];
}
