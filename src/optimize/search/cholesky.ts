/** A lower triangular matrix, [row][column up to row]. */
export type Triangle = readonly Float64Array[];

/**
 * The lower triangle L with L Lᵀ = A.
 *
 * @param matrix A, symmetric and positive definite; only its lower triangle is read
 * @example
 * cholesky([[4, 0], [2, 2]]).map((row) => [...row]) // => [[2], [1, 1]]
 */
export function cholesky(matrix: readonly ArrayLike<number>[]): Triangle {
	const lower: Float64Array[] = [];
	matrix.forEach((given, i) => {
		const row = new Float64Array(i + 1);
		for (let j = 0; j <= i; j++) {
			const other = j === i ? row : (lower[j] as Float64Array);
			let rest = given[j] as number;
			for (let k = 0; k < j; k++) rest -= (row[k] as number) * (other[k] as number);
			// the floor keeps what rounding made slightly negative
			row[j] = j === i ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (other[j] as number);
		}
		lower.push(row);
	});
	return lower;
}

/**
 * Solves L x = b from the top.
 *
 * @example
 * [...solveLower(cholesky([[4, 0], [2, 2]]), [2, 3])] // => [1, 2]
 */
export function solveLower(lower: Triangle, b: ArrayLike<number>): Float64Array {
	const x = new Float64Array(lower.length);
	lower.forEach((row, i) => {
		let rest = b[i] as number;
		for (let k = 0; k < i; k++) rest -= (row[k] as number) * (x[k] as number);
		x[i] = rest / (row[i] as number);
	});
	return x;
}

/**
 * Solves Lᵀ x = b from the bottom; after `solveLower`, that solves A x = b.
 *
 * @example
 * [...solveUpper(cholesky([[4, 0], [2, 2]]), [1, 2])] // => [-0.5, 2]
 */
export function solveUpper(lower: Triangle, b: ArrayLike<number>): Float64Array {
	const x = Float64Array.from(b);
	for (let i = lower.length - 1; i >= 0; i--) {
		const row = lower[i] as Float64Array;
		const value = (x[i] as number) / (row[i] as number);
		x[i] = value;
		for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (row[k] as number) * value;
	}
	return x;
}
