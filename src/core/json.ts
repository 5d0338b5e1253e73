/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys and no white space: equal values give equal text.
 *
 * `undefined` members are dropped, as in `JSON.stringify`; NaN and infinities become null.
 *
 * @example
 * stableStringify({ b: 1, a: [true, undefined] }) // => '{"a":[true,null],"b":1}'
 */
export function stableStringify(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
		// fromEntries, since an assignment to the key "__proto__" would be lost
		return Object.fromEntries(
			Object.keys(inner)
				.sort()
				.map((key) => [key, (inner as Record<string, unknown>)[key]]),
		);
	});
}
