/**
 * The JSON in some bytes; undefined where they hold something else.
 *
 * @example
 * parseJson(Buffer.from('{"a":1}')) // => { a: 1 }
 * parseJson(Buffer.from("oh no")) // => undefined
 */
export function parseJson(bytes: Uint8Array | undefined): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}
