import process from "node:process";
import { truncate } from "../view/width.ts";

/** Where a command writes. */
export interface Console {
	/** Results, a line or more: standard output. */
	print(text: string): void;
	/** One line on standard error that the next one replaces; in a log, where nothing can be replaced, only new words are written. */
	status(text: string): void;
	/** Errors: standard error. */
	complain(text: string): void;
}

const REDRAW_MS = 100;

/** The terminal, or the files and pipes in its place. */
export function terminalConsole(): Console {
	let drawn = false;
	let drawnMs = 0;
	let before = "";
	function clear(): void {
		if (drawn) process.stderr.write("\r\x1b[K");
		drawn = false;
	}
	return {
		print(text) {
			clear();
			process.stdout.write(`${text}\n`);
		},
		complain(text) {
			clear();
			process.stderr.write(`${text}\n`);
		},
		status(text) {
			if (process.stderr.isTTY) {
				const now = performance.now();
				if (text !== "" && now - drawnMs < REDRAW_MS) return;
				drawnMs = now;
				clear();
				process.stderr.write(truncate(text, (process.stderr.columns || 80) - 1));
				drawn = true;
				return;
			}
			// "downloading a.gguf: 3 MB of …" is news only in its words before the colon
			const words = text.split(":")[0] ?? "";
			if (words !== before && words !== "") process.stderr.write(`${words}\n`);
			before = words;
		},
	};
}
