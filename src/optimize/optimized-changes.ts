import type { Json } from "../core/json.ts";
import type { Demo } from "../program/program.ts";
import { diff } from "../view/diff.ts";
import { escapeText } from "../view/escape.ts";
import { formatCount } from "../view/format.ts";
import type { View } from "../view/view.ts";
import { oneLine, truncate } from "../view/width.ts";
import type { ProgramParameters } from "./candidate.ts";
import { isEdit } from "./change-words.ts";

const demosShown = 8;
const inputWidth = 80;
const outputWidth = 40;

/** What differs between two versions of a program: each step's instructions as a diff, its demos a line each. */
export function changesView(title: string, before: ProgramParameters, after: ProgramParameters): View {
	const steps = Object.keys(after).flatMap((step) => stepView(step, before, after));
	return {
		text: [title, ...steps.map(({ text }) => text)].join("\n\n"),
		html: `<div style="font-weight:600;margin:0 0 4px 4px">${escapeText(title)}</div>${steps.map(({ html }) => html).join("")}`,
	};
}

function stepView(step: string, before: ProgramParameters, after: ProgramParameters): View[] {
	const old = before[step] ?? { instructions: "", demos: [] };
	const { instructions, demos } = after[step] ?? old;
	const parts: View[] = [];
	if (old.instructions !== instructions) {
		// a text written anew is easier to read whole than cut into the few words that both happen to share
		const by = isEdit(old.instructions, instructions) ? "word" : "line";
		const { text, html } = diff(old.instructions, instructions, { by });
		parts.push({ text: indent(text), html: `<div style="margin:0 0 0 12px">${html}</div>` });
	}
	if (JSON.stringify(old.demos) !== JSON.stringify(demos)) parts.push(demosView(demos, old.demos.length));
	if (parts.length === 0) return [];
	const several = Object.keys(after).length > 1;
	return [
		{
			text: [...(several ? [`${step}:`] : []), ...parts.map(({ text }) => text)].join("\n"),
			html: `${several ? `<div style="margin:4px 0 0 4px;opacity:0.75">${escapeText(step)}</div>` : ""}${parts.map(({ html }) => html).join("")}`,
		},
	];
}

function demosView(demos: readonly Demo[], before: number): View {
	const head = `${formatCount(demos.length, "demo")} (was ${before})`;
	const more = demos.length - demosShown;
	const lines = [
		...demos.slice(0, demosShown).map(demoLine),
		...(more > 0 ? [`and ${formatCount(more, "more demo")}`] : []),
	];
	const items = lines.map((line) => `<div style="margin:0 0 0 12px;opacity:0.85">${escapeText(line)}</div>`).join("");
	return {
		text: [`  ${head}`, ...lines.map((line) => `    ${line}`)].join("\n"),
		html: `<div style="font-size:13px;line-height:1.5;margin:4px 0 4px 12px">${head}${items}</div>`,
	};
}

function demoLine({ input, output }: Demo): string {
	return `${truncate(fields(input), inputWidth)} → ${truncate(fields(output), outputWidth)}`;
}

function fields(values: Readonly<Record<string, Json>>): string {
	const entries = Object.entries(values);
	const print = (value: Json) => oneLine(typeof value === "string" ? value : JSON.stringify(value));
	return entries.map(([name, value]) => (entries.length > 1 ? `${name}: ${print(value)}` : print(value))).join(", ");
}

function indent(text: string): string {
	return text.replace(/^/gm, "  ");
}
