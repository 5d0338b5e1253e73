/**
 * True when two values hold the same data: primitives as `===` has it (NaN equals itself), lists item by item, plain
 * objects member by member in any order, dates by their time. A member that is undefined equals a missing one.
 *
 * @example
 * deepEqual({ a: [1, 2], b: undefined }, { a: [1, 2] }) // => true
 * deepEqual([1], ["1"]) // => false
 */
export function deepEqual(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a === "number" && typeof b === "number") return Number.isNaN(a) && Number.isNaN(b);
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (a instanceof Date || b instanceof Date) {
		return a instanceof Date && b instanceof Date && deepEqual(a.getTime(), b.getTime());
	}
	if (Array.isArray(a) || Array.isArray(b)) {
		if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
		return a.every((item, i) => deepEqual(item, b[i]));
	}
	const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
	const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
	return [...keys].every((key) => deepEqual(left[key], right[key]));
}
