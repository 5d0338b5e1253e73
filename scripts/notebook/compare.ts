import { type Cell, type Notebook, type Output, textOf } from "./notebook.ts";

export interface Difference {
	/** Position of the cell, from 1, Markdown cells counted. */
	readonly cell: number;
	readonly committed: string;
	readonly now: string;
}

/**
 * The first cell whose outputs are not the committed ones, or null. Times, sizes, dates and random names are masked;
 * cells tagged `volatile` and PNG bytes (they depend on fonts) are left out.
 */
export function firstDifference(committed: Notebook, now: Notebook): Difference | null {
	for (const [index, cell] of committed.cells.entries()) {
		const other = now.cells[index];
		if (cell.cell_type !== "code" || other === undefined || cell.metadata?.tags?.includes("volatile")) continue;
		const [before, after] = [outputsOf(cell), outputsOf(other)];
		if (before !== after) return { cell: index + 1, ...around(before, after) };
	}
	return null;
}

function outputsOf(cell: Cell): string {
	return mergeStreams(cell.outputs ?? [])
		.map((output) => {
			if (output.output_type === "stream") return `${output.name}: ${textOf(output.text)}`;
			if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
			const data = Object.entries(output.data ?? {}).filter(([mime]) => mime !== "image/png");
			return data.map(([mime, value]) => `${mime}: ${textOf(value)}`).join("\n");
		})
		.map(mask)
		.join("\n");
}

// how many pieces a stream arrives in is chance
function mergeStreams(outputs: readonly Output[]): Output[] {
	const merged: Output[] = [];
	for (const output of outputs) {
		const last = merged.at(-1);
		const continues = output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name;
		if (continues) merged[merged.length - 1] = { ...last, text: textOf(last.text) + textOf(output.text) };
		else merged.push(output);
	}
	return merged;
}

const masks: readonly (readonly [RegExp, string])[] = [
	[/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
	[/\b\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?/g, "<date>"],
	[/\bplot-[0-9a-f]{6}\b/g, "<plot>"],
	[/\b\d[\d,.]*\s?(ms|s|min|h|[kMG]?B|(tokens|rows|calls)\/s)\b/g, "<measured>"],
	[/ {2,}|─{2,}/g, " "], // a measured number of another width moves its whole column
];

function mask(text: string): string {
	return masks.reduce((masked, [pattern, name]) => masked.replace(pattern, name), text).trimEnd();
}

// the first differing stretch, short enough for one line
function around(before: string, after: string): { committed: string; now: string } {
	let at = 0;
	while (at < before.length && before[at] === after[at]) at++;
	const from = Math.max(0, at - 30);
	const cut = (text: string) => JSON.stringify(text.slice(from, at + 60));
	return { committed: cut(before), now: cut(after) };
}
