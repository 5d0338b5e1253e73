import { checkPairs } from "./check.ts";

/** Counts of expected against given labels: row = expected, column = given, in the order of `labels`. */
export interface Confusion<L> {
	readonly labels: readonly L[];
	readonly counts: readonly (readonly number[])[]; // [expected][given]
	/** All pairs. */
	readonly n: number;
}

/**
 * Counts how often each expected label got each label.
 *
 * @param expected the right labels, one per row
 * @param given the labels a program or a person gave, same rows
 * @param labels the order wanted; labels that occur but are not named follow in order of appearance
 * @throws DataError when the lengths differ
 * @example
 * confusion(["a", "a", "b"], ["a", "b", "b"]).counts // => [[1, 1], [0, 1]]
 */
export function confusion<L>(expected: readonly L[], given: readonly L[], labels: readonly L[] = []): Confusion<L> {
	checkPairs("confusion", expected, given);
	const position = new Map<L, number>();
	const positionOf = (label: L) => {
		const before = position.get(label);
		if (before !== undefined) return before;
		position.set(label, position.size);
		return position.size - 1;
	};
	labels.forEach(positionOf);
	const rows = expected.map(positionOf);
	const columns = given.map(positionOf);
	const counts = Array.from(position, () => new Array<number>(position.size).fill(0));
	rows.forEach((row, index) => {
		const line = counts[row];
		const column = columns[index] ?? 0;
		if (line) line[column] = (line[column] ?? 0) + 1;
	});
	return { labels: [...position.keys()], counts, n: expected.length };
}

/** What a label's row and column add up to. */
export interface LabelCounts<L> {
	readonly label: L;
	/** Expected and given. */
	readonly hits: number;
	/** How often it was given. */
	readonly given: number;
	/** How often it was expected (the support). */
	readonly expected: number;
}

/**
 * Hits and totals of each label.
 *
 * @example
 * labelCounts(confusion(["a", "a"], ["a", "b"]))[0] // => { label: "a", hits: 1, given: 1, expected: 2 }
 */
export function labelCounts<L>(table: Confusion<L>): LabelCounts<L>[] {
	const given = new Array<number>(table.labels.length).fill(0);
	for (const row of table.counts) {
		for (let column = 0; column < row.length; column++) given[column] = (given[column] ?? 0) + (row[column] ?? 0);
	}
	return table.labels.map((label, index) => ({
		label,
		hits: table.counts[index]?.[index] ?? 0,
		given: given[index] ?? 0,
		expected: (table.counts[index] ?? []).reduce((sum, count) => sum + count, 0),
	}));
}
