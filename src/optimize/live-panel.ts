import { Buffer } from "node:buffer";
import { escapeHtml, escapeText } from "../view/escape.ts";
import { formatCount, formatDuration, formatNumber, formatPercent, formatUsd, formatValue } from "../view/format.ts";
import { table } from "../view/table.ts";
import { changeWords } from "./change-words.ts";
import { unusedWords } from "./forecast.ts";
import type { LiveState } from "./live.ts";
import { type CurveFacts, curveSize, liveCurve } from "./live-curve.ts";
import { bestWords, limitUses, toGoMs } from "./live-figures.ts";
import { liveLabel } from "./live-line.ts";
import type { Trial } from "./trial.ts";

const trialsShown = 8;

/** What a drawing knows besides the state. */
export interface PanelMoment {
	/** Milliseconds since the first call. */
	readonly elapsedMs: number;
	/** Set at the end: what came of it. Then nothing is drawn that differs from run to run. */
	readonly summary?: string;
	/** A trial's change against its parent, in words. */
	readonly change: (trial: Trial) => string;
}

/** The run as a notebook shows it: forecast, budget, curve of the best so far, the last trials. */
export function livePanel(state: LiveState, moment: PanelMoment): string {
	return [
		'<div style="font-size:13px;line-height:1.6;font-variant-numeric:tabular-nums">',
		`<div><span style="font-weight:600">${escapeText(liveLabel(state))}</span> ${escapeText(nowWords(state, moment.summary))}</div>`,
		`<div style="opacity:0.75">${escapeText(forecastWords(state, moment.summary !== undefined))}</div>`,
		...budgetBars(state, moment),
		...(hasPicture(state, moment)
			? [curveImage({ ...state, calls: state.forecast.calls, spent: state.spent.calls }), trialTable(state, moment)]
			: []),
		"</div>",
	].join("");
}

// A run that ended without measuring anything (a rewrite) has no curve; one that goes on keeps its place on the page.
function hasPicture({ trials }: LiveState, { summary }: PanelMoment): boolean {
	return trials.length > 0 || summary === undefined;
}

/** The curve as an image that has its size before it is decoded: the page below must not jump at each drawing. */
export function curveImage(facts: CurveFacts): string {
	const source = `data:image/svg+xml;base64,${Buffer.from(liveCurve(facts), "utf8").toString("base64")}`;
	const { width, height } = curveSize;
	return `<img alt="Best ${escapeHtml(facts.metric.name)} so far over the calls spent" src="${source}" width="${width}" height="${height}" style="display:block;margin:6px 0;max-width:100%">`;
}

function nowWords(state: LiveState, summary: string | undefined): string {
	if (summary !== undefined) return summary;
	const { phase, status, trials } = state;
	const best = bestWords(state);
	return [
		status || phase || "starting",
		...(best === undefined ? [] : [`best ${best}`]),
		...(trials.length === 0 ? [] : [formatCount(trials.length, "trial")]),
	].join(" · ");
}

const limits = { calls: "calls", tokens: "tokens", usd: "dollars", seconds: "time" } as const;

function forecastWords({ forecast }: LiveState, finished: boolean): string {
	const { calls, minutes, usd, endsBy, uses } = forecast;
	const words = [
		`about ${formatCount(calls, "call")}`,
		// by the speed of this machine
		...(finished || minutes === null ? [] : [formatDuration(minutes * 60_000)]),
		usd === null ? "cost unknown" : formatUsd(usd),
		...(endsBy === undefined ? [] : [`the budget in ${limits[endsBy]} will end it`]),
		...(unusedWords(uses).length === 0 ? [] : [`uses about ${formatPercent(uses, 0)} of the budget`]),
	];
	return `forecast: ${words.join(" · ")}`;
}

function budgetBars(state: LiveState, { elapsedMs, summary }: PanelMoment): string[] {
	const finished = summary !== undefined;
	const toGo = finished ? null : toGoMs(state, elapsedMs);
	const uses = limitUses(state).filter(({ kind }) => !finished || kind !== "seconds");
	const calls = uses.some(({ kind }) => kind === "calls") ? [] : [`${formatNumber(state.spent.calls, 0)} calls`];
	return uses.map(({ share, text }, index) => {
		const rest = index > 0 ? [] : [...calls, ...(toGo === null ? [] : [`${formatDuration(toGo)} to go`])];
		return (
			`<div><progress max="1" value="${share.toFixed(4)}" style="width:200px;height:12px;vertical-align:middle"></progress> ` +
			`${escapeText([text, ...rest].join(" · "))}</div>`
		);
	});
}

function trialTable({ trials, metric }: LiveState, { change }: PanelMoment): string {
	const last = trials.slice(-trialsShown);
	const notes = [
		...(trials.length > last.length ? [`The last ${last.length} of ${trials.length} trials.`] : []),
		...(trials.some(({ complete }) => !complete) ? ["Hollow dots: trials that are not on all rows of validate."] : []),
	];
	return table({
		columns: [
			{ key: "number", label: "Trial" },
			{ key: "phase", label: "Phase" },
			{ key: "candidate", label: "Candidate", align: "right" },
			{ key: "change", label: "Change to its parent" },
			{ key: "value", label: metric.name, align: "right" },
			{ key: "rows", label: "Rows" },
			{ key: "calls", label: "Calls" },
			...(last.some(({ decision }) => decision !== undefined)
				? ([{ key: "decision", label: "Decision" }] as const)
				: []),
		],
		rows: last.map((trial) => ({
			number: trial.number,
			phase: trial.phase,
			candidate: trial.candidate.number === 0 ? "start" : String(trial.candidate.number),
			change: change(trial),
			value: formatValue(trial.value, metric.unit),
			rows: trial.rows,
			calls: trial.callsSpent,
			decision: trial.decision ?? "",
		})),
		...(notes.length === 0 ? {} : { note: notes.join(" ") }),
	}).html;
}

/** What a candidate changed against the one it was made from; of several parents, the first. */
export function changeOf(trial: Trial, { candidates }: Pick<LiveState, "candidates">): string {
	const { parents, parameters } = trial.candidate;
	const [first] = parents;
	const parent = first === undefined ? undefined : candidates[first];
	if (parent === undefined) return "as given";
	const words = changeWords(parent.parameters, parameters);
	return first === 0 && parents.length === 1 ? words : `from ${parents.join(" and ")}: ${words}`;
}
