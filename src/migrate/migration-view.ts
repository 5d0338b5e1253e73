import { cautionViews } from "../evaluate/caution-view.ts";
import { summaryText } from "../evaluate/report-view.ts";
import type { Demo } from "../program/program.ts";
import { diff } from "../view/diff.ts";
import { escapeText } from "../view/escape.ts";
import {
	formatCount,
	formatDifference,
	formatDifferenceInterval,
	formatMs,
	formatUsd,
	formatValue,
} from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine, truncate } from "../view/width.ts";
import type { MigrationData, Stage, StageComparison, StepSpending, Tuning } from "./migration.ts";
import type { Slice } from "./slices.ts";

const stages: readonly Stage[] = ["source", "target", "rewritten", "optimized"];

const stageWords: Readonly<Record<Stage, string>> = {
	source: "source, before the migration",
	target: "target, the old prompt",
	rewritten: "target, prompt rewritten",
	optimized: "target, prompt optimized on data",
};

/**
 * A migration as a reader wants it: the four programs, the answer in a sentence for each question, who lost by it, the
 * prompt's change, what it cost to get there, and what it saves.
 */
export function migrationView(data: MigrationData): View {
	return stack(
		[
			stageTable(data),
			...cautionViews(stages.flatMap((stage) => data.reports[stage].summary[data.metric] ?? [])),
			paragraph([...stopSentences(data), ...comparisonSentences(data)]),
			slicesView(data),
			promptView(data),
			costTable(data),
			paragraph([...projectionSentence(data), ...tuningSentences(data), ...data.notes]),
		].filter((view) => view.text !== ""),
	);
}

/** The stage by name; where its step left the prompt as it was, that is said. */
function stageName(stage: Stage, prompts: MigrationData["prompts"]): string {
	const same = (other: Stage) => JSON.stringify(prompts[stage]) === JSON.stringify(prompts[other]);
	if ((stage === "rewritten" || stage === "optimized") && same("target"))
		return `${stageWords[stage]}: kept the old one`;
	if (stage === "optimized" && same("rewritten")) return `${stageWords[stage]}: kept the rewritten one`;
	return stageWords[stage];
}

function stageTable({ name, metric, reports, prompts }: MigrationData): View {
	const rows = stages.map((stage) => {
		const report = reports[stage];
		const summary = report.summary[metric];
		return {
			stage: stageName(stage, prompts),
			model: report.run.models.map(({ id }) => id).join(" + "),
			value: summary === undefined ? "–" : summaryText(summary),
			format: summaryText(report.formatCorrectness),
			latency: `${formatMs(report.latency.p50)} / ${formatMs(report.latency.p95)}`,
			tokens: perRow(
				report.usage.inputTokens + report.usage.cachedInputTokens + report.usage.outputTokens,
				report.rows.length,
			),
			cost: formatUsd(report.usage.costUsd),
		};
	});
	const { dataset } = reports.source.run;
	return table({
		caption: `Migration of ${name}: ${formatCount(reports.source.rows.length, "test row")} of ${dataset.name} that no step before has looked at`,
		columns: [
			{ key: "stage", label: "Program" },
			{ key: "model", label: "Model" },
			{ key: "value", label: metric },
			{ key: "format", label: "format correctness" },
			{ key: "latency", label: "latency p50 / p95", align: "right" },
			{ key: "tokens", label: "tokens a row", align: "right" },
			{ key: "cost", label: "cost", align: "right" },
		],
		rows,
		width: 170,
	});
}

function perRow(sum: number, rows: number): string {
	return formatValue(Math.round(sum / Math.max(1, rows)));
}

/** A migration that ended early says so before its figures. */
function stopSentences({ reports }: MigrationData): string[] {
	return stages.flatMap((stage) => {
		const { rows, run } = reports[stage];
		if (run.stopped === undefined) return [];
		const of = `${rows.length} of ${formatCount(run.dataset.rows, "test row")}`;
		return [`Incomplete: ${stageWords[stage]} was measured on ${of} (${run.stopped}).`];
	});
}

function comparisonSentences({ comparisons, metric }: MigrationData): string[] {
	if (comparisons.length > 0) return comparisons.map((one) => sentence(one));
	return [`The programs could not be compared: no test row has ${metric} under two of them.`];
}

/** What lies between two stages, in one sentence. */
export function sentence(one: StageComparison): string {
	const what = `From ${stageWords[one.from]} to ${stageWords[one.to]}: ${one.metric} ${formatDifferenceInterval(one, one.unit)}`;
	const p = one.correctedP < 0.001 ? "p < 0.001" : `p = ${one.correctedP.toFixed(3)}`;
	const verdict =
		one.conclusion !== "not distinguishable"
			? one.conclusion
			: `not distinguishable on these rows${one.moreRows === null || one.moreRows === 0 ? "" : `; about ${formatCount(one.moreRows, "more row")} would decide if it is real`}`;
	return `${what}, ${verdict} (${p} after Holm, ${one.test}).`;
}

function slicesView({ slices, metric, reports }: MigrationData): View {
	const { unit, direction, wholeSet } = reports.source.summary[metric] ?? {};
	const seen = slices.filter(({ change }) => change.difference !== null);
	if (slices.length > 0 && seen.length === 0) {
		return paragraph([`Whether a slice of the rows got worse cannot be said: no row of one has its own ${metric}.`]);
	}
	const worse = seen.filter(({ change }) => (change.difference ?? 0) < 0);
	if (worse.length === 0) {
		return seen.length === 0
			? empty
			: paragraph([
					`No slice of the rows got worse from source to optimized (${formatCount(seen.length, "slice")} looked at).`,
				]);
	}
	// in the metric's own direction, as the two columns beside it are
	const change = ({ change: { difference } }: Slice) =>
		formatDifference(difference === null || direction !== "lower" ? difference : -difference, unit);
	const sure = (slice: Slice) => slice.change.pTwoSided * seen.length <= 0.05;
	return table({
		caption: "Slices that got worse from source to optimized",
		columns: [
			{ key: "name", label: "Slice" },
			{ key: "rows", label: "Rows" },
			{ key: "source", label: "source", align: "right" },
			{ key: "optimized", label: "optimized", align: "right" },
			{ key: "change", label: "change", align: "right", format: (cell) => cell },
		],
		rows: worse.slice(0, 10).map((slice) => ({
			name: slice.name,
			rows: slice.rows,
			source: formatValue(slice.source, unit),
			optimized: formatValue(slice.optimized, unit),
			change: sure(slice) ? ({ text: change(slice), mark: "warning" } as const) : change(slice),
		})),
		note: `${formatCount(seen.length, "slice")} looked at, ${worse.length} worse${worse.length > 10 ? ", the 10 greatest losses shown" : ""}; a loss marked ! is more than chance over all of them (Bonferroni), the others may be chance.${wholeSet ? ` Slices show the mean of their rows' own scores, not ${metric}, which is a figure of the whole set.` : ""}`,
	});
}

function promptView({ prompts }: MigrationData): View {
	const views = Object.keys(prompts.source).flatMap((step): View[] => {
		const before = prompts.source[step];
		const written = prompts.rewritten[step];
		const after = prompts.optimized[step];
		if (before === undefined || written === undefined || after === undefined) return [];
		const both = written.instructions === after.instructions;
		const rewritten =
			both || written.instructions === before.instructions
				? []
				: [
						paragraph([`The prompt of ${step}, from source to rewritten:`]),
						diff(before.instructions, written.instructions),
					];
		const demos = `${formatCount(before.demos.length, "demo")} before, ${formatCount(after.demos.length, "demo")} after`;
		const changed = before.instructions !== after.instructions;
		const optimized = changed
			? [
					paragraph([`The prompt of ${step}, from source to optimized (${demos}):`]),
					diff(before.instructions, after.instructions),
				]
			: [paragraph([`The prompt of ${step}, optimized: the instructions are those of the source; ${demos}.`])];
		const others = JSON.stringify(before.demos) === JSON.stringify(after.demos) ? [] : after.demos;
		return [...rewritten, ...optimized, paragraph(others.map(demoLine))];
	});
	return views.length === 0 ? empty : stack(views.filter(({ text }) => text !== ""));
}

function demoLine({ input, output }: Demo): string {
	const cut = (values: unknown) => truncate(oneLine(JSON.stringify(values)), 160);
	return `Demo: ${cut(input)} → ${cut(output)}`;
}

const weighWords: Readonly<Record<string, string>> = { baseline: "old prompt", confirm: "rewritten prompt" };

function costTable({ spending, tuning }: MigrationData): View {
	if (spending.length === 0) return empty;
	const sum = (read: (line: StepSpending) => number) => spending.reduce((all, line) => all + read(line), 0);
	const total = {
		step: "in all",
		phase: "",
		model: "",
		calls: sum(({ calls }) => calls),
		inputTokens: sum(({ inputTokens }) => inputTokens),
		outputTokens: sum(({ outputTokens }) => outputTokens),
		usd: spending.reduce<number | null>((all, { usd }) => (all === null || usd === null ? null : all + usd), 0),
		modelSeconds: sum(({ modelSeconds }) => modelSeconds),
	};
	const words = ({ step, phase }: StepSpending) => {
		if (step === "weigh") return `validation rows: ${weighWords[phase] ?? phase}`;
		const by = step === "optimize" ? (tuning.optimized?.optimizer ?? step) : step;
		return phase === "" || phase === by ? by : `${by}: ${phase}`;
	};
	return table({
		caption: "What it cost to get there, the test rows left out",
		columns: [
			{ key: "step", label: "Step" },
			{ key: "model", label: "Model" },
			{ key: "calls", label: "Calls" },
			{ key: "tokens", label: "Tokens", align: "right" },
			{ key: "cost", label: "Cost", align: "right" },
			{ key: "time", label: "Time at the model", align: "right" },
		],
		rows: [...spending, total].map((line) => ({
			step: words(line),
			model: line.model,
			calls: line.calls,
			tokens: formatValue(line.inputTokens + line.outputTokens),
			cost: formatUsd(line.usd),
			time: formatMs(line.modelSeconds * 1000),
		})),
	});
}

function projectionSentence({ projection }: MigrationData): string[] {
	if (projection === null) return [];
	const { runsPerMonth, sourceUsd, targetUsd, savingUsd, basis } = projection;
	const volume = `At ${formatCount(runsPerMonth, "run")} a month`;
	if (sourceUsd === null || targetUsd === null || savingUsd === null)
		return [`${volume} the saving is unknown: a price is unknown.`];
	if (sourceUsd === 0 && targetUsd === 0) return [`${volume} both cost nothing: they run on this machine.`];
	const words = savingUsd >= 0 ? `saves ${formatUsd(savingUsd)}` : `costs ${formatUsd(-savingUsd)} more`;
	return [
		`${volume} the migration ${words}: ${formatUsd(sourceUsd)} before, ${formatUsd(targetUsd)} after (${basis}).`,
	];
}

function tuningSentences({ tuning, reports, metric }: MigrationData): string[] {
	const { rewritten, optimized } = tuning;
	const early = (one: Tuning | undefined) =>
		one?.stopped === undefined ? [] : [`${one.optimizer} ended early: ${one.stopped}`];
	if (optimized === undefined) return early(rewritten);
	const unit = reports.optimized.summary[metric]?.unit;
	const { start, chosen } = optimized.validation;
	const outcome = optimized.promoted
		? `${optimized.optimizer} replaced the prompt: ${metric} on the validation rows ${formatValue(start, unit)} before, ${formatValue(chosen, unit)} after. That figure was chosen as the best of ${optimized.candidates}, so it flatters; the test rows above say what it is worth.`
		: `${optimized.optimizer} kept the prompt that it was given: none of ${formatCount(optimized.candidates - 1, "other candidate")} had the evidence to replace it.`;
	return [outcome, ...early(rewritten), ...early(optimized)];
}

const empty: View = { text: "", html: "" };

function paragraph(sentences: readonly string[]): View {
	if (sentences.length === 0) return empty;
	return {
		text: sentences.join("\n"),
		html: sentences.map((one) => `<p style="margin:4px 0;font-size:13px">${escapeText(one)}</p>`).join(""),
	};
}
