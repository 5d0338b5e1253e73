import { readFileSync } from "node:fs";

/** The parts of the notebook format (nbformat 4) that the scripts read. */
export interface Notebook {
	readonly cells: readonly Cell[];
}

export interface Cell {
	readonly cell_type: "code" | "markdown" | "raw";
	readonly source: string | readonly string[];
	readonly outputs?: readonly Output[];
	readonly metadata?: { readonly tags?: readonly string[] };
}

export interface Output {
	readonly output_type: string;
	/** Of a stream: stdout or stderr. */
	readonly name?: string;
	readonly text?: string | readonly string[];
	readonly data?: Readonly<Record<string, unknown>>;
	readonly ename?: string;
	readonly evalue?: string;
}

export function readNotebook(path: string): Notebook {
	return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** The format writes long texts as a list of lines. */
export function textOf(text: unknown): string {
	return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : JSON.stringify(text);
}
