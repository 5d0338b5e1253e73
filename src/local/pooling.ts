/**
 * The mean of vectors.
 *
 * @param vectors [n][dimensions], n >= 1
 * @example
 * [...meanPool([Float32Array.of(1, 0), Float32Array.of(3, 2)])] // => [2, 1]
 */
export function meanPool(vectors: readonly Float32Array[]): Float32Array {
	const mean = new Float32Array(vectors[0]?.length ?? 0);
	for (const vector of vectors) {
		for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) + (vector[k] ?? 0) / vectors.length;
	}
	return mean;
}

/**
 * A vector of the same direction and length 1; a vector of zeros stays as it is.
 *
 * @example
 * [...unit(Float32Array.of(0, 2))] // => [0, 1]
 */
export function unit(vector: Float32Array): Float32Array {
	const length = Math.hypot(...vector);
	return length === 0 ? vector : vector.map((value) => value / length);
}
