/**
 * The `data` of each server-sent event, as it arrives.
 *
 * Bytes may be split anywhere, inside a character too. Lines end in LF, CR LF or CR; comments and other fields are passed
 * over. An event that the end of the stream leaves without its empty line is given too.
 *
 * @see WHATWG HTML, "Server-sent events", section 9.2.6
 */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let text = "";
	let data: string[] = [];
	try {
		for (let done = false; !done; ) {
			const chunk = await reader.read();
			done = chunk.done;
			text += done ? decoder.decode() : decoder.decode(chunk.value, { stream: true });

			let start = 0;
			for (let end = lineEnd(text, start, done); end !== null; end = lineEnd(text, start, done)) {
				const line = text.slice(start, end.at);
				start = end.next;
				if (line === "") {
					if (data.length > 0) yield data.join("\n");
					data = [];
				} else if (line.startsWith("data:")) {
					data.push(line.slice(line[5] === " " ? 6 : 5));
				}
			}
			text = text.slice(start);
		}
		if (data.length > 0) yield data.join("\n");
	} finally {
		await reader.cancel().catch(() => {});
	}
}

/** The next line end; at the end of the stream, that end is one. A CR at the end of what is there may be half of CR LF. */
function lineEnd(text: string, start: number, done: boolean): { at: number; next: number } | null {
	for (let at = start; at < text.length; at++) {
		if (text[at] === "\n") return { at, next: at + 1 };
		if (text[at] !== "\r") continue;
		if (at + 1 === text.length && !done) return null;
		return { at, next: text[at + 1] === "\n" ? at + 2 : at + 1 };
	}
	return done && start < text.length ? { at: text.length, next: text.length } : null;
}
