/**
 * autoevals' exact match, for comparison only. Defects kept: a number equals its text; an object equals its JSON text but
 * not an object with its members in another order; "null" equals null. `exact` and `deepEqual` have none of these.
 *
 * @returns 0 or 1
 * @see autoevals 0.3.0, ExactMatch
 * @example
 * autoevalsExact({ a: 1 }, '{"a": 1}') // => 1
 * autoevalsExact({ a: 1, b: 2 }, { b: 2, a: 1 }) // => 0
 */
export function autoevalsExact(expected: unknown, output: unknown): number {
	const asJson = isObject(expected) || isObject(output);
	return textOf(expected ?? null, asJson) === textOf(output ?? null, asJson) ? 1 : 0;
}

function isObject(value: unknown): boolean {
	return typeof value === "object"; // null is one here
}

function textOf(value: unknown, asJson: boolean): string {
	if (isObject(value)) return JSON.stringify(value);
	if (typeof value === "string" && asJson) {
		try {
			return JSON.stringify(JSON.parse(value));
		} catch {
			return value;
		}
	}
	return String(value);
}
