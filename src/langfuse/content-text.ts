/**
 * What a span says as the text of an attribute: a text as it is, anything else as JSON. What JSON cannot hold (a cycle, a
 * function) is named instead, since an export must not end for one odd value.
 *
 * @returns undefined where there is nothing
 * @example
 * [contentText("far"), contentText({ km: 384400n }), contentText(undefined)] // => ["far", '{"km":"384400"}', undefined]
 */
export function contentText(value: unknown): string | undefined {
	if (typeof value === "string") return value;
	try {
		return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
	} catch {
		return "[no JSON: it refers to itself]";
	}
}

/**
 * A text that was written by `contentText`, as the value that it was. A text that looks like JSON comes back as that.
 *
 * @example
 * [contentOf("far"), contentOf('{"km":1}')] // => ["far", { km: 1 }]
 */
export function contentOf(text: string): unknown {
	if (!/^[[{]/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
