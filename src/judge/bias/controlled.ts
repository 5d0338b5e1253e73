/**
 * What is left of values once the mean of their group is taken off: how they differ among rows of one label.
 *
 * @param groups one a value, same rows
 * @example
 * controlled([1, 3, 5], ["good", "good", "bad"]) // => [-1, 1, 0]
 */
export function controlled(values: readonly number[], groups: readonly unknown[]): number[] {
	const sums = new Map<unknown, { sum: number; count: number }>();
	values.forEach((value, row) => {
		const { sum, count } = sums.get(groups[row]) ?? { sum: 0, count: 0 };
		sums.set(groups[row], { sum: sum + value, count: count + 1 });
	});
	return values.map((value, row) => {
		const { sum, count } = sums.get(groups[row]) ?? { sum: value, count: 1 };
		const left = value - sum / count;
		return Math.abs(left) < 1e-12 ? 0 : left; // rounding must not pass for variation
	});
}
