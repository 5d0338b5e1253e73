/**
 * A vector of the same direction and length 1; one of zeros stays as it is.
 *
 * @example
 * [...unitVector([0, 2])] // => [0, 1]
 */
export function unitVector(vector: readonly number[]): Float32Array {
	const norm = Math.hypot(...vector);
	return Float32Array.from(vector, (value) => (norm === 0 ? 0 : value / norm));
}
