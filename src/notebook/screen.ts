import { randomUUID } from "node:crypto";
import process from "node:process";
import { bundle, type View } from "../view/view.ts";
import { truncate } from "../view/width.ts";
import { type Jupyter, jupyter, where } from "./environment.ts";

/** A place where one view is drawn over and over, each time in place of the one before. */
export interface Screen {
	/** False where only the last drawing is kept: callers need not draw in between. */
	readonly moves: boolean;
	/** `last` is true for the drawing that stays. */
	draw(view: View, last: boolean): Promise<void>;
}

/** The screen that suits this process. */
export function openScreen(): Screen {
	const kernel = jupyter();
	if (kernel !== undefined) return notebookScreen(kernel);
	const place = where();
	const write = (text: string) => void process.stderr.write(text);
	if (place === "terminal") return terminalScreen(write, () => process.stderr.columns || 80);
	return place === "ci" ? logScreen(write) : blankScreen;
}

/** An output of the running cell, updated in place by its display id. A saved notebook keeps the last drawing only. */
export function notebookScreen(kernel: Pick<Jupyter, "broadcast">, id: string = randomUUID()): Screen {
	let type = "display_data";
	let before = Promise.resolve();
	return {
		moves: true,
		draw(view) {
			const [kind, content] = [type, { data: bundle(view), metadata: {}, transient: { display_id: id } }];
			type = "update_display_data";
			// one after the other, or an older drawing could arrive last
			before = before.then(() => kernel.broadcast(kind, content));
			return before;
		},
	};
}

/** One line of a terminal, written over. */
export function terminalScreen(write: (text: string) => void, columns: () => number): Screen {
	return {
		moves: true,
		async draw(view, last) {
			// a line that wraps could not be written over
			const line = last ? view.text : truncate(view.text, columns() - 1);
			write(`\r${line}\x1b[K${last ? "\n" : ""}`);
		},
	};
}

/** A log: one line at the end. */
export function logScreen(write: (text: string) => void): Screen {
	return {
		moves: false,
		async draw(view, last) {
			if (last) write(`${view.text}\n`);
		},
	};
}

/** Shows nothing. */
export const blankScreen: Screen = { moves: false, draw: async () => {} };
