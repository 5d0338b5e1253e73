/**
 * The lines of a text that arrives as bytes, each as soon as its end is there.
 *
 * Bytes may be split anywhere, inside a character too. Lines end in LF, CR LF or CR; a last line without an end is given
 * too.
 *
 * @example
 * const parts = (async function* () { yield Buffer.from("a\nb"); yield Buffer.from("c\r\n"); })();
 * const lines = [];
 * for await (const line of textLines(parts)) lines.push(line);
 * lines // => ["a", "bc"]
 */
export async function* textLines(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let text = "";

	function* take(done: boolean): Generator<string> {
		let start = 0;
		for (let end = lineEnd(text, start, done); end !== null; end = lineEnd(text, start, done)) {
			yield text.slice(start, end.at);
			start = end.next;
		}
		text = text.slice(start);
	}
	for await (const part of parts) {
		text += decoder.decode(part, { stream: true });
		yield* take(false);
	}
	text += decoder.decode();
	yield* take(true);
}

/** The next line end; at the end of the text, that end is one. A CR at the end of what is there may be half of CR LF. */
function lineEnd(text: string, start: number, done: boolean): { at: number; next: number } | null {
	for (let at = start; at < text.length; at++) {
		if (text[at] === "\n") return { at, next: at + 1 };
		if (text[at] !== "\r") continue;
		if (at + 1 === text.length && !done) return null;
		return { at, next: text[at + 1] === "\n" ? at + 2 : at + 1 };
	}
	return done && start < text.length ? { at: text.length, next: text.length } : null;
}
