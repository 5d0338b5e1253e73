import { escapeHtml } from "../../src/view/escape.ts";
import { displayWidth } from "../../src/view/width.ts";

export interface TerminalPicture {
	/** What the picture shows, for those who do not see it. */
	readonly title: string;
	/** The command that was typed. */
	readonly command: string;
	/** What it printed; the first line is its heading. */
	readonly text: string;
	/** An SVG document with width and height, drawn below the text. */
	readonly chart: string;
}

const fontSize = 12.5;
const character = 7.5; // pixels a character, whatever the monospace font
const line = 19;
const padding = 20;
const font = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const colour = { ground: "#f6f8fa", border: "#d0d7de", card: "#ffffff", ink: "#1f2937", quiet: "#5b6472" } as const;

/**
 * A command, the text it printed and a chart, on a light panel that reads on light and dark pages alike.
 *
 * Every line of text is drawn at a fixed width, so that columns stand under one another in any font. The lines below the
 * table, which are sentences, are broken at its width.
 */
export function terminalPicture({ title, command, text, chart }: TerminalPicture): string {
	const [heading = "", ...printed] = text.split("\n");
	const end = printed.lastIndexOf("");
	const table = printed.slice(0, end);
	const columns = Math.max(...[heading, ...table].map(displayWidth));
	const notes = printed.slice(end + 1).flatMap((note) => wrap(note, columns));

	const size = sizeOf(chart);
	const inner = Math.max(columns * character, size.width);
	const lines = [
		{ text: `$ ${command}`, style: `fill="${colour.quiet}"` },
		{ text: "", style: "" },
		{ text: heading, style: `fill="${colour.ink}" font-weight="600"` },
		...table.map((row) => ({ text: row, style: `fill="${colour.ink}"` })),
		{ text: "", style: "" },
		...notes.map((note) => ({ text: note, style: `fill="${colour.quiet}"` })),
	];
	const below = padding + lines.length * line + padding * 0.75;
	const width = Math.ceil(inner + 2 * padding);
	const height = Math.ceil(below + size.height + padding);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${escapeHtml(title)}</title>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${colour.ground}" stroke="${colour.border}"/>`,
		`<g font-family="${font}" font-size="${fontSize}">`,
		...lines.flatMap((one, index) =>
			one.text === "" ? [] : [row(one.text, padding + (index + 0.75) * line, one.style)],
		),
		"</g>",
		`<rect x="${padding}" y="${below}" width="${inner}" height="${size.height}" rx="6" fill="${colour.card}"/>`,
		chart.replace("<svg ", `<svg x="${padding}" y="${below}" `),
		"</svg>\n",
	].join("\n");
}

function row(text: string, y: number, style: string): string {
	const length = displayWidth(text) * character;
	const kept = escapeHtml(text).replaceAll(" ", "\u00a0"); // renderers join plain spaces into one
	return `<text x="${padding}" y="${y}" textLength="${length}" ${style}>${kept}</text>`;
}

function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last !== undefined && displayWidth(`${last} ${word}`) <= columns) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

function sizeOf(svg: string): { readonly width: number; readonly height: number } {
	const read = (name: string) => Number(new RegExp(`^<svg [^>]*\\b${name}="([\\d.]+)"`).exec(svg)?.[1]);
	const size = { width: read("width"), height: read("height") };
	if (!(size.width > 0 && size.height > 0)) throw new Error("expected a chart with width and height, found none");
	return size;
}
