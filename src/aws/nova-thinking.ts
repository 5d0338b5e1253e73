/** What one piece of text came to: what the reader may see, and what the model only thought. */
export interface Split {
	readonly text: string;
	readonly thinking: string;
}

export interface ThinkingSplitter {
	/** Takes the next piece; gives what is now certain. */
	push(piece: string): Split;
	/** Gives what was held back. A thought that never closed stays a thought. */
	end(): Split;
}

const OPEN = "<thinking>";
const CLOSE = "</thinking>";

/**
 * Tells the thinking that Nova writes before its answer, when it has tools, from the answer itself.
 *
 * Only `<thinking>…</thinking>` at the beginning of a text is a thought (several may follow each other): a text that speaks
 * of the tag is left alone. Pieces may be cut anywhere. White space around thoughts belongs to neither.
 *
 * @example
 * const splitter = thinkingSplitter();
 * splitter.push("<thinking>I should look.</thin") // => { text: "", thinking: "I should look." }
 * splitter.push("king>\n\nIt rains.") // => { text: "It rains.", thinking: "" }
 */
export function thinkingSplitter(): ThinkingSplitter {
	let state: "before" | "inside" | "after" = "before";
	let held = "";
	let found = false;

	/** Goes as far as the held text decides; `last`: nothing more will come. */
	function advance(last: boolean): Split {
		let text = "";
		let thinking = "";
		while (held !== "") {
			if (state === "after") {
				text += held;
				held = "";
			} else if (state === "inside") {
				const end = held.indexOf(CLOSE);
				const sure = end >= 0 ? end : last ? held.length : held.length - begun(held, CLOSE);
				thinking += held.slice(0, sure);
				held = held.slice(end >= 0 ? end + CLOSE.length : sure);
				if (end < 0) break;
				state = "before";
			} else {
				const trimmed = held.trimStart();
				if (trimmed.startsWith(OPEN)) {
					held = trimmed.slice(OPEN.length);
					state = "inside";
					found = true;
				} else if (!last && OPEN.startsWith(trimmed)) break;
				else {
					if (found) held = trimmed;
					state = "after";
				}
			}
		}
		return { text, thinking };
	}
	return {
		push(piece) {
			held += piece;
			return advance(false);
		},
		end: () => advance(true),
	};
}

/** How many of the last characters of a text are the beginning of a mark. */
function begun(text: string, mark: string): number {
	for (let length = Math.min(mark.length - 1, text.length); length > 0; length--) {
		if (text.endsWith(mark.slice(0, length))) return length;
	}
	return 0;
}
