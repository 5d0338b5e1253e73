import type { Case, FailedCase, Metric } from "../metric.ts";
import type { Readers } from "../readers.ts";
import { readReferences, readTexts, type Texts } from "./text-metric.ts";

/** A figure that is made from counts added over all sentences. */
export interface CorpusFigure<Counts> {
	readonly count: (references: readonly string[], output: string) => Counts;
	readonly add: (a: Counts, b: Counts) => Counts;
	readonly figure: (total: Counts) => number;
}

/**
 * The `aggregate` of a metric with such a figure; null when no row has a reference.
 *
 * A row on which the program failed counts as an empty output. An interval resamples the same rows many times, so each
 * row is counted once.
 */
export function aggregateCounts<I, E, O, Counts>(
	who: string,
	readers: Readers<I, E, O, string>,
	{ count, add, figure }: CorpusFigure<Counts>,
): NonNullable<Metric<I, E, O>["aggregate"]> {
	const counted = new WeakMap<object, readonly Counts[]>(); // none where a row has no reference
	const once = (row: object, read: () => Texts) => {
		const before = counted.get(row);
		if (before !== undefined) return before;
		const { references, output } = read();
		const found = references.length === 0 ? [] : [count(references, output)];
		counted.set(row, found);
		return found;
	};
	const ofRow = (row: Case<I, E, O>) => once(row, () => readTexts(who, readers, row));
	const ofFailed = (row: FailedCase<I, E>) =>
		once(row, () => ({ output: "", references: readReferences(who, readers, row) }));
	return (rows, failed) => {
		const all = [...rows.flatMap(ofRow), ...failed.flatMap(ofFailed)];
		return all.length === 0 ? null : figure(all.reduce(add));
	};
}
