import { type Notebook, textOf } from "./notebook.ts";

/** A notebook's code as one module that `deno check` can read, and the way back from its lines to the cells. */
export interface NotebookCode {
	readonly text: string;
	/** Where line `line` (from 1) of the module stands in the notebook; null for a line of no cell. */
	place(line: number): { readonly cell: number; readonly line: number } | null;
}

/**
 * The code cells one after the other. A cell that declares a name again is fine for the kernel, but an error here:
 * that is a style we keep.
 */
export function codeOf(notebook: Notebook): NotebookCode {
	const lines: string[] = [];
	const places: ({ cell: number; line: number } | null)[] = [];
	const add = (text: string, place: { cell: number; line: number } | null) => {
		lines.push(text);
		places.push(place);
	};
	for (const [index, cell] of notebook.cells.entries()) {
		if (cell.cell_type !== "code") continue;
		add(`// cell ${index + 1}`, null);
		for (const [at, text] of textOf(cell.source).split("\n").entries()) add(text, { cell: index + 1, line: at + 1 });
	}
	add("export {};", null); // a notebook without imports is a module, too
	return { text: `${lines.join("\n")}\n`, place: (line) => places[line - 1] ?? null };
}
