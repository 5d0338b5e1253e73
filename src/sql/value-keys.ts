import type { SqlValue } from "./result-set.ts";

/** How far two numbers may lie apart that are not both whole; the wider of the two holds. Whole numbers must be equal. */
export interface Tolerance {
	/** In the numbers' own unit. Default 1e-9. */
	readonly absolute?: number;
	/** As a share of the larger number. Default 1e-9. */
	readonly relative?: number;
}

type Rows = readonly (readonly SqlValue[])[];

/**
 * Every value of several results as a whole number, so that equal values have equal numbers.
 *
 * Numbers within the tolerance of a neighbour, when all are sorted, count as one: in a chain of near ones the ends may lie
 * further apart than the tolerance.
 *
 * @returns [results][rows][columns]
 * @example
 * valueKeys([[[0.1 + 0.2, "a"]], [[0.3, null]]]) // => [[[0, 1]], [[0, 2]]]
 */
export function valueKeys(
	results: readonly Rows[],
	{ absolute = 1e-9, relative = 1e-9 }: Tolerance = {},
): number[][][] {
	const numbers = new Map<number, number>(); // number → the one that stands for it
	const sorted = [...new Set(results.flat(2).flatMap((value) => numberOf(value) ?? []))].sort((a, b) => a - b);
	for (const [index, value] of sorted.entries()) {
		const before = sorted[index - 1];
		const near =
			before !== undefined &&
			!(Number.isInteger(before) && Number.isInteger(value)) &&
			value - before <= Math.max(absolute, relative * Math.max(Math.abs(before), Math.abs(value)));
		numbers.set(value, near ? (numbers.get(before) ?? before) : value);
	}

	const keys = new Map<string, number>();
	const keyOf = (value: SqlValue) => {
		const number = numberOf(value);
		const text = number === undefined ? otherKey(value) : `number ${numbers.get(number)}`;
		const key = keys.get(text) ?? keys.size;
		keys.set(text, key);
		return key;
	};
	return results.map((rows) => rows.map((row) => row.map(keyOf)));
}

function numberOf(value: SqlValue): number | undefined {
	if (typeof value === "number") return value + 0; // -0 is 0
	if (typeof value !== "string") return undefined;
	const spelled = Number(value);
	return String(spelled) === value && Number.isFinite(spelled) ? spelled : undefined;
}

function otherKey(value: SqlValue): string {
	return value instanceof Uint8Array ? `bytes ${value.join(" ")}` : `${typeof value} ${value}`;
}
