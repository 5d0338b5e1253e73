import { ConfigError } from "../core/errors.ts";
import type { Span } from "../core/trace.ts";
import { escapeHtml } from "../view/escape.ts";
import { formatMs, formatNumber, formatUsd } from "../view/format.ts";
import { type Shown, shown } from "../view/shown.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { type AgentReportData, type QuestionRow, spanAt } from "./agent-report.ts";
import { syntheticNote } from "./agent-report-view.ts";
import { questionName } from "./questions-view.ts";

/**
 * One question of a report, opened: what was asked, expected and said, every step with its calls, and every score with its
 * reason and the span it is about.
 *
 * @param questionId as in the file
 * @throws ConfigError when no question has the id
 */
export function steps(data: AgentReportData, questionId: number): Shown {
	const row = data.questions.find((one) => one.questionId === questionId);
	if (row === undefined) {
		const ids = data.questions.map((one) => one.questionId);
		throw new ConfigError(`evaluateAgent.steps: expected one of the questions ${ids.join(", ")}, found ${questionId}`);
	}
	return shown(stepsView(row, data.run.synthetic));
}

/** A question opened, as text and as HTML with every span folded away. */
export function stepsView(row: QuestionRow, synthetic: boolean): View {
	const facts = factsOf(row, synthetic);
	const scores = scoresOf(row);
	const text = [
		questionName(row),
		...facts.map(([name, value]) => `${name.padEnd(9)} ${value}`),
		"",
		...spanLines(row.trace, 0),
		"",
		...scores.map(({ key, value, about, reason }) => `${key} ${value}${about}${reason && `: ${oneLine(reason)}`}`),
	].join("\n");
	const html = [
		`<p><b>${escapeHtml(questionName(row))}</b></p>`,
		`<table style="border-collapse:collapse;font-size:13px">${facts.map(([name, value]) => factHtml(name, value)).join("")}</table>`,
		spanHtml(row.trace, true),
		`<ul style="font-size:13px">${scores
			.map(
				({ key, value, about, reason }) =>
					`<li><b>${escapeHtml(key)} ${value}</b>${escapeHtml(about)}${reason && `: ${escapeHtml(reason)}`}</li>`,
			)
			.join("")}</ul>`,
	].join("");
	return { text, html };
}

function factsOf(row: QuestionRow, synthetic: boolean): readonly (readonly [string, string])[] {
	const { question, expected, answer, error, sql, tag, latencyMs, usage, judgingUsage } = row;
	return [
		...(synthetic ? [["synthetic", syntheticNote] as const] : []),
		["asked", question],
		["expected", expected.answer === "" ? "(no reference)" : expected.answer],
		["said", answer ?? `(nothing) ${error?.message ?? ""}`],
		...(expected.sql === undefined ? [] : [["SQL ref.", expected.sql] as const]),
		...(sql === undefined ? [] : [["SQL", sql] as const]),
		[
			"run",
			[tag, formatMs(latencyMs), `agent ${formatUsd(usage.costUsd)}`, `judging ${formatUsd(judgingUsage.costUsd)}`]
				.filter((one) => one !== null)
				.join(" · "),
		],
	];
}

function scoresOf({ scores, trace }: QuestionRow) {
	return Object.entries(scores).map(([key, { value, at, reason, error }]) => ({
		key,
		value: error === undefined ? formatNumber(value) : "could not be measured",
		about: at.length === 0 ? "" : ` (of ${spanAt(trace, at).name})`,
		reason: error?.message ?? reason ?? "",
	}));
}

function factHtml(name: string, value: string): string {
	return `<tr><td style="padding:2px 12px 2px 0;vertical-align:top;opacity:0.75">${escapeHtml(name)}</td><td style="padding:2px 0;white-space:pre-wrap">${escapeHtml(value)}</td></tr>`;
}

const longestLine = 160;

function spanLines(span: Span, depth: number): string[] {
	const line = `${"  ".repeat(depth)}${headOf(span)}`;
	return [line, ...span.children.flatMap((child) => spanLines(child, depth + 1))];
}

/** A span on one line: its kind and name, what it was about, how it ended, how long it took. */
function headOf(span: Span): string {
	const { thought, input, output, contexts, content } = span.attributes as {
		thought?: unknown;
		input?: unknown;
		output?: unknown;
		contexts?: unknown;
		content?: unknown;
	};
	const told = span.error?.message ?? span.attributes.error;
	const parts = [
		...(typeof thought === "string" && thought !== "" ? [thought] : []),
		...(span.kind === "tool" ? [`(${short(input)})`] : []),
		...(Array.isArray(contexts) ? [`${contexts.length} passages`] : []),
		...(told === undefined ? [] : [`failed: ${short(told)}`]),
		...(told === undefined && (output ?? content) !== undefined ? [`→ ${short(output ?? content)}`] : []),
	];
	return `${span.kind} ${span.name} ${parts.join(" ")} [${formatMs(Math.max(0, span.endMs - span.startMs))}]`;
}

function short(value: unknown): string {
	const text = oneLine(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
	return text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text;
}

function spanHtml(span: Span, open: boolean): string {
	const facts = JSON.stringify(span.attributes, null, 1);
	return `<details${open ? " open" : ""} style="margin-left:12px;font-size:13px"><summary>${escapeHtml(headOf(span))}</summary>${
		facts === "{}" ? "" : `<pre style="white-space:pre-wrap;margin:4px 0 4px 12px">${escapeHtml(facts)}</pre>`
	}${span.children.map((child) => spanHtml(child, false)).join("")}</details>`;
}
