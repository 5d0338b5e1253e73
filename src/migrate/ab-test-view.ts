import {
	absent,
	formatCount,
	formatDifferenceInterval,
	formatMs,
	formatPercent,
	formatUsd,
	formatValue,
} from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import type { AbTestArm, AbTestData } from "./ab-test-result.ts";

/** An A/B test as a table of its two arms, with what is decided in a sentence. */
export function abTestView(data: AbTestData): View {
	const { metric, unit, control, treatment } = data;
	const row = (role: string, arm: AbTestArm) => ({
		arm: `${arm.name} (${role})`,
		answers: arm.answers,
		failed: arm.failed > 0 ? ({ text: String(arm.failed), mark: "warning" } as const) : "0",
		awaiting: arm.awaiting,
		counted: arm.counted,
		mean: arm.mean === null ? absent : formatValue(arm.mean, unit),
		latency: formatMs(arm.latencyMs),
		cost: arm.answers === 0 ? absent : formatUsd(arm.costUsd),
	});
	return table({
		caption: oneLine(`A/B test: ${abTestSentence(data)}`),
		columns: [
			{ key: "arm", label: "Arm" },
			{ key: "answers", label: "Answers" },
			{ key: "failed", label: "Failed", align: "right", format: (cell) => cell },
			{ key: "awaiting", label: "Not scored" },
			{ key: "counted", label: "Counted" },
			{ key: "mean", label: metric, align: "right" },
			{ key: "latency", label: "latency, mean", align: "right" },
			{ key: "cost", label: "cost a request", align: "right" },
		],
		rows: [row("control", control), row("treatment", treatment)],
		note: noteOf(data),
		width: 120,
	});
}

/** Where the test stands, in one sentence. */
export function abTestSentence(data: AbTestData): string {
	const { treatment, counted, decided, decidedAfter, metric } = data;
	const difference =
		data.difference === null
			? "no difference yet"
			: `difference in ${metric} ${formatDifferenceInterval(data, data.unit)}`;
	if (decided === null) return `undecided after ${formatCount(counted, "answer")}; ${difference}; valid at every look`;
	return `${treatment.name} is ${decided}, decided after ${formatCount(decidedAfter ?? counted, "answer")}; ${difference} after ${counted.toLocaleString("en-US")}`;
}

function noteOf({ control, treatment, level }: AbTestData): string {
	const repeated = control.answers + treatment.answers - control.keys - treatment.keys;
	const failed = control.failed + treatment.failed;
	return [
		`Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look and whenever you stop, equal arms are called unequal with a chance of at most ${formatPercent(1 - level, 0)}.`,
		...(repeated > 0
			? [`Each key counts once, by its first score: ${formatCount(repeated, "answer")} went to a key seen before.`]
			: []),
		...(failed > 0
			? [
					`${formatCount(failed, "request")} failed (${control.name} ${control.failed}, ${treatment.name} ${treatment.failed}) and ${failed === 1 ? "has" : "have"} the worst score.`,
				]
			: []),
	].join(" ");
}
