import { DataError } from "../core/errors.ts";

/**
 * Cosine similarity of two vectors: 1 the same direction, 0 at right angles, -1 opposite. A vector of zeros has no direction:
 * 0 with every other one.
 *
 * @param a [n]
 * @param b [n]
 * @throws DataError when the lengths differ
 * @example
 * cosine([1, 0], [1, 1]) // => Math.SQRT1_2
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) {
		throw new DataError(
			`cosine: expected two vectors of one length, found ${a.length} and ${b.length}; embed both alike`,
		);
	}
	const size = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
	if (size === 0) return 0;
	return Math.min(Math.max(dot(a, b) / size, -1), 1); // rounding can pass 1
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}
