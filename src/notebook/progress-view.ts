import { bar } from "../view/bar.ts";
import { escapeText } from "../view/escape.ts";
import { formatCount, formatDuration, formatNumber, formatUsd } from "../view/format.ts";
import type { View } from "../view/view.ts";

/** All that a drawing of the progress bar knows. */
export interface ProgressFacts {
	readonly label: string;
	readonly total: number;
	readonly unit: string;
	readonly done: number;
	readonly mean?: number | string | null;
	readonly costUsd?: number | null;
	readonly cached?: number;
	readonly failed?: number;
	readonly note?: string;
	readonly status: string;
	readonly summary?: string;
	/** Milliseconds since the work began. */
	readonly elapsedMs: number;
	readonly finished: boolean;
}

/** One drawing of the progress bar. */
export function progressView(facts: ProgressFacts): View {
	const share = facts.total === 0 ? 1 : facts.done / facts.total;
	const words = facts.finished ? finalWords(facts) : movingWords(facts);
	const text = facts.finished
		? `${facts.label}: ${words.join(" · ")}`
		: `${facts.label} ${bar(share, 10, "░")} ${words.join(" · ")}`;
	return { text, html: html(facts, words) };
}

// what matters most comes first: a narrow terminal cuts the end
function movingWords(facts: ProgressFacts): string[] {
	const { rate, toGo } = pace(facts);
	return [
		`${facts.done}/${formatCount(facts.total, facts.unit)}`,
		...(facts.status ? [facts.status] : []),
		...toGo,
		...figures(facts),
		...rate,
		...(facts.cached ? [`${facts.cached} cached`] : []),
		...(facts.note ? [facts.note] : []),
	];
}

// no pace and no cached count: they differ from run to run, and a committed notebook would go stale
function finalWords(facts: ProgressFacts): string[] {
	if (facts.summary !== undefined) return [facts.summary];
	const all = facts.done === facts.total;
	const rows = all ? formatCount(facts.done, facts.unit) : `${facts.done} of ${formatCount(facts.total, facts.unit)}`;
	return [rows, ...figures(facts), ...(facts.note ? [facts.note] : [])];
}

function figures({ mean, costUsd, failed }: ProgressFacts): string[] {
	return [
		...(mean === undefined || mean === null ? [] : [typeof mean === "string" ? mean : `mean ${formatNumber(mean)}`]),
		...(costUsd === undefined ? [] : [`cost ${formatUsd(costUsd)}`]),
		...(failed ? [`${failed} failed`] : []),
	];
}

function pace({ done, total, cached = 0, elapsedMs, unit }: ProgressFacts): { rate: string[]; toGo: string[] } {
	const fresh = done - cached;
	if (fresh <= 0 || elapsedMs <= 0) return { rate: [], toGo: [] };
	const ms = elapsedMs / fresh;
	const rate = ms < 1000 ? `${formatNumber(1000 / ms, 1)} ${unit}s/s` : `${formatNumber(ms / 1000, 1)} s/${unit}`;
	return { rate: [rate], toGo: done < total ? [`${formatDuration((total - done) * ms)} to go`] : [] };
}

function html({ label, done, total, finished }: ProgressFacts, words: readonly string[]): string {
	const [count = "", ...rest] = words;
	// a second line, kept free from the start: the page below must not jump when the figures come
	const figures =
		finished && rest.length === 0 ? "" : `<div style="opacity:0.75">${escapeText(rest.join(" · ")) || "&nbsp;"}</div>`;
	// a whole of 0 would make the element swing to and fro for ever
	const [value, max] = total === 0 ? [1, 1] : [done, total];
	return (
		'<div style="font-size:13px;line-height:1.6;font-variant-numeric:tabular-nums">' +
		`<span style="font-weight:600">${escapeText(label)}</span> ` +
		`<progress max="${max}" value="${value}" style="width:200px;height:12px;vertical-align:middle"></progress> ` +
		`<span>${escapeText(count)}</span>${figures}</div>`
	);
}
