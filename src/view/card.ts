import { escapeText } from "./escape.ts";
import { absent } from "./format.ts";
import { type Shown, shown } from "./shown.ts";
import { displayWidth, oneLine, pad } from "./width.ts";

export interface CardOptions {
	readonly title: string;
	/** Named facts in the order in which they are read; null prints as "–". */
	readonly facts: Readonly<Record<string, string | null>>;
	/** A sentence under the facts. */
	readonly note?: string;
}

/**
 * A title over a list of named facts: what one value is, at a glance.
 *
 * @example
 * card({ title: "product-relevance", facts: { rows: "480", hash: "3f2a" } }).text // => "product-relevance\n  rows  480\n  hash  3f2a"
 */
export function card({ title, facts, note }: CardOptions): Shown {
	const entries = Object.entries(facts).map(([name, value]) => ({ name, value: value ?? absent }));
	const width = Math.max(0, ...entries.map(({ name }) => displayWidth(name)));
	const lines = entries.map(({ name, value }) => `  ${pad(name, width, "left")}  ${oneLine(value)}`);
	const text = [title, ...lines, ...(note === undefined ? [] : [`  ${note}`])].join("\n");

	const cell = "padding:2px 16px 2px 4px;border:none;text-align:left;vertical-align:top";
	const rows = entries.map(({ name, value }) => {
		const shownValue = escapeText(value).replaceAll("\n", "<br>");
		return (
			`<tr style="background:transparent"><th scope="row" style="${cell};font-weight:400;opacity:0.75">` +
			`${escapeText(name)}</th><td style="${cell}">${shownValue}</td></tr>`
		);
	});
	const html = [
		'<div style="border-left:3px solid rgba(128,128,128,0.6);padding:2px 0 2px 10px;margin:4px 0;font-size:13px">',
		`<div style="font-weight:600;margin:0 0 2px 4px">${escapeText(title)}</div>`,
		`<table style="border-collapse:collapse;border:none;margin:0;font-size:13px"><tbody>${rows.join("")}</tbody></table>`,
		note === undefined ? "" : `<div style="margin:4px 0 0 4px;font-size:12px;opacity:0.75">${escapeText(note)}</div>`,
		"</div>",
	].join("");
	return shown({ text, html });
}
