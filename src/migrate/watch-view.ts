import {
	absent,
	formatCount,
	formatDifference,
	formatDifferenceInterval,
	formatInterval,
	formatMs,
	formatNumber,
	formatPercent,
	formatUsd,
} from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { laterRows, type WatchData, type WatchFigures } from "./watch-result.ts";

/** A watch: fresh rows beside the reference, then one line a look. */
export function watchView(data: WatchData): View {
	return stack(data.looks.length === 0 ? [figures(data)] : [figures(data), looks(data)]);
}

/** What the watch says, in one sentence. */
export function watchSentence(data: WatchData): string {
	const { fresh, before, alarm, looks, unit, smallestDrop, direction } = data;
	const loss = direction === "higher" ? "drop" : "rise";
	if (alarm !== null) {
		const { look, sinceRow } = alarm;
		return `DRIFTED since about fresh row ${formatNumber(sinceRow)}; the alarm rang at look ${look} (${looks[look - 1]?.name})`;
	}
	if (fresh.scored === 0) return `no fresh rows yet, ${formatCount(before.scored, "reference row")}`;
	const size = (drop: number) => formatDifference(drop, unit).replace("+", "");
	const seen =
		smallestDrop.now === null
			? `so few could show no ${loss} at all`
			: `a ${loss} of about ${size(smallestDrop.now)} would have rung by now`;
	const later =
		smallestDrop.later === null
			? `and on so few reference rows none would in ${formatNumber(laterRows)} either`
			: `one of ${size(smallestDrop.later)} in ${formatNumber(laterRows)} rows`;
	return `no sign of drift in ${formatCount(fresh.scored, "fresh row")} against ${formatCount(before.scored, "reference row")}; ${seen}, ${later}`;
}

function figures(data: WatchData): View {
	const { metric, unit, before, fresh, level, notes } = data;
	const times = (of: (figures: WatchFigures) => number | null) => {
		const [a, b] = [of(before), of(fresh)];
		return a === null || b === null || a === 0 ? "" : `× ${(b / a).toFixed(2)}`;
	};
	const points = (a: number | null, b: number | null) =>
		a === null || b === null ? "" : formatDifference(b - a, "percent");
	const row = (figure: string, of: (figures: WatchFigures) => string, change: string) => ({
		figure,
		before: of(before),
		fresh: fresh.rows === 0 ? absent : of(fresh),
		change,
	});
	return table({
		caption: oneLine(`Watch: ${watchSentence(data)}`),
		columns: [
			{ key: "figure", label: "Figure" },
			{ key: "before", label: "Reference", align: "right" },
			{ key: "fresh", label: "Fresh", align: "right" },
			{ key: "change", label: "Change", align: "right" },
		],
		rows: [
			row(
				metric,
				(of) => formatInterval(of, unit),
				data.difference === null ? "" : formatDifferenceInterval(data, unit),
			),
			row(
				"format correctness",
				(of) => formatPercent(of.formatCorrectness),
				points(before.formatCorrectness, fresh.formatCorrectness),
			),
			row(
				"latency p50",
				(of) => formatMs(of.latencyMs),
				times((of) => of.latencyMs),
			),
			row(
				"cost a row",
				(of) => formatUsd(of.costUsd),
				times((of) => of.costUsd),
			),
			row("failed rows", (of) => `${of.failed} of ${formatNumber(of.rows)}`, ""),
		],
		note: [
			`Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look, the alarm ever rings without a loss with a chance of at most ${formatPercent(1 - level, 0)}.`,
			"The interval of the change holds at every look while the fresh mean stays as it is; those of the means are for one look.",
			...notes,
		].join(" "),
		width: 120,
	});
}

function looks({ looks, level, unit }: WatchData): View {
	const rows = looks.map(({ name, figures, evidence, alarm, seenBefore, stopped }, index) => ({
		look: index + 1,
		name: oneLine(name),
		rows: figures.scored,
		mean: formatInterval(figures, unit),
		evidence: formatNumber(evidence, evidence < 10 ? 2 : 0),
		alarm: alarm ? ({ text: "drift", mark: "warning" } as const) : "no sign",
		notes: [
			...(figures.failed > 0 ? [`${figures.failed} failed`] : []),
			...(figures.rows > figures.scored ? [`${figures.rows - figures.scored} not scored`] : []),
			...(seenBefore > 0 ? [`${seenBefore} seen before, left out`] : []),
			...(stopped === undefined ? [] : [`ended early: ${stopped}`]),
		].join("; "),
	}));
	return table({
		columns: [
			{ key: "look", label: "Look" },
			{ key: "name", label: "Rows of" },
			{ key: "rows", label: "Rows" },
			{ key: "mean", label: "Mean", align: "right" },
			{ key: "evidence", label: "Evidence", align: "right" },
			{ key: "alarm", label: "Drift", format: (cell) => cell },
			...(rows.some(({ notes }) => notes !== "") ? [{ key: "notes", label: "Notes" } as const] : []),
		],
		rows,
		note: `Evidence of a loss in all fresh rows by then; the alarm rings at ${formatNumber(1 / (1 - level), 0)}.`,
		width: 120,
	});
}
