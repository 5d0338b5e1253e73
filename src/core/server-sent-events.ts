import { textLines } from "./text-lines.ts";

/**
 * The `data` of each server-sent event, as it arrives.
 *
 * Bytes may be split anywhere. Comments and other fields are passed over. An event that the end of the stream leaves without
 * its empty line is given too. Whoever stops reading early lets go of the source.
 *
 * @see WHATWG HTML, "Server-sent events", section 9.2.6
 * @example
 * const parts = (async function* () { yield Buffer.from("data: a\n\nda"); yield Buffer.from("ta: b\n\n"); })();
 * const events = [];
 * for await (const data of serverSentEvents(parts)) events.push(data);
 * events // => ["a", "b"]
 */
export async function* serverSentEvents(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	let data: string[] = [];
	for await (const line of textLines(parts)) {
		if (line === "") {
			if (data.length > 0) yield data.join("\n");
			data = [];
		} else if (line.startsWith("data:")) {
			data.push(line.slice(line[5] === " " ? 6 : 5));
		}
	}
	if (data.length > 0) yield data.join("\n");
}
