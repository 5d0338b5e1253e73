/**
 * Ranks from 1, equal values sharing the mean of theirs.
 *
 * @example
 * ranks([10, 30, 10]) // => [1.5, 3, 1.5]
 */
export function ranks(values: readonly number[]): number[] {
	const order = values.map((_, index) => index).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
	const found = new Array<number>(values.length);
	for (let from = 0; from < order.length; ) {
		let to = from + 1;
		while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
		for (let k = from; k < to; k++) found[order[k] ?? 0] = (from + 1 + to) / 2;
		from = to;
	}
	return found;
}

/**
 * How many values share each distinct value.
 *
 * @example
 * tieSizes([10, 30, 10]) // => [2, 1]
 */
export function tieSizes(values: readonly number[]): number[] {
	const counts = new Map<number, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts.values()];
}
