import { type Confusion, confusion, type LabelCounts, labelCounts } from "./confusion.ts";
import { kappaOf } from "./kappa.ts";

/** Precision, recall and their weighted harmonic mean, each in [0, 1]; a share of nothing counts as 0. */
export interface PrecisionRecall {
	readonly precision: number;
	readonly recall: number;
	readonly f: number;
}

/**
 * - `macro`: the plain mean over labels, so that rare ones count as much as common ones.
 * - `weighted`: the mean weighted by how often a label is expected.
 * - `micro`: from pooled counts; equals accuracy when every label is counted.
 */
export type Average = "macro" | "weighted" | "micro";

export interface AverageOptions<L> {
	readonly average?: Average;
	/** How much more recall counts than precision: 1 for F1, 2 for F2, 0.5 for F0.5. */
	readonly beta?: number;
	/** Average over these labels alone, present or not; all that occur otherwise. */
	readonly labels?: readonly L[];
}

/**
 * Precision, recall and F of one label, from its counts.
 *
 * @example
 * precisionRecallOf({ hits: 1, given: 1, expected: 2 }).recall // => 0.5
 */
export function precisionRecallOf(counts: Omit<LabelCounts<unknown>, "label">, beta = 1): PrecisionRecall {
	const { hits, given, expected } = counts;
	const square = beta * beta;
	return {
		precision: ratio(hits, given),
		recall: ratio(hits, expected),
		f: ratio((1 + square) * hits, square * expected + given),
	};
}

/**
 * Precision, recall and F over all labels of a confusion table.
 *
 * @returns zeros for an empty table
 * @see van Rijsbergen 1979, "Information Retrieval", chapter 7
 * @example
 * precisionRecall({ labels: ["a", "b"], counts: [[1, 1], [0, 1]], n: 3 }).f // => 2 / 3
 */
export function precisionRecall<L>(table: Confusion<L>, options: AverageOptions<L> = {}): PrecisionRecall {
	const { average = "macro", beta = 1, labels } = options;
	const all = labelCounts(table);
	const known = new Map(all.map((counts) => [counts.label, counts]));
	const absent = { hits: 0, given: 0, expected: 0 };
	const chosen = labels?.map((label) => known.get(label) ?? { label, ...absent }) ?? all;
	if (average === "micro") {
		const total = (name: "hits" | "given" | "expected") => chosen.reduce((sum, counts) => sum + counts[name], 0);
		return precisionRecallOf({ hits: total("hits"), given: total("given"), expected: total("expected") }, beta);
	}
	const weights = chosen.map((counts) => (average === "macro" ? 1 : counts.expected));
	const figures = chosen.map((counts) => precisionRecallOf(counts, beta));
	const mean = (name: keyof PrecisionRecall) =>
		ratio(
			figures.reduce((sum, figure, index) => sum + figure[name] * (weights[index] ?? 0), 0),
			weights.reduce((sum, weight) => sum + weight, 0),
		);
	return { precision: mean("precision"), recall: mean("recall"), f: mean("f") };
}

/**
 * The share of rows with the right label, [0, 1]; null for an empty table.
 *
 * @example
 * accuracyOf({ labels: ["a", "b"], counts: [[1, 1], [0, 1]], n: 3 }) // => 2 / 3
 */
export function accuracyOf(table: Confusion<unknown>): number | null {
	if (table.n === 0) return null;
	return labelCounts(table).reduce((sum, counts) => sum + counts.hits, 0) / table.n;
}

/**
 * The mean recall over the labels that are expected at all, [0, 1]: guessing the commonest label gains nothing.
 * null for an empty table.
 *
 * @see Brodersen et al. 2010, "The balanced accuracy and its posterior distribution"
 * @example
 * balancedAccuracyOf({ labels: ["a", "b"], counts: [[3, 0], [1, 0]], n: 4 }) // => 0.5
 */
export function balancedAccuracyOf(table: Confusion<unknown>): number | null {
	const expected = labelCounts(table).filter((counts) => counts.expected > 0);
	if (expected.length === 0) return null;
	return expected.reduce((sum, counts) => sum + counts.hits / counts.expected, 0) / expected.length;
}

/**
 * Matthews' correlation between expected and given labels, [−1, 1], for any number of labels: 0 is chance, and so is a
 * table in which either side never varies.
 *
 * @see Gorodkin 2004, "Comparing two K-category assignments by a K-category correlation coefficient"
 * @example
 * matthewsOf({ labels: ["a", "b"], counts: [[1, 0], [0, 1]], n: 2 }) // => 1
 */
export function matthewsOf(table: Confusion<unknown>): number {
	const counts = labelCounts(table);
	const square = table.n * table.n;
	const sum = (value: (label: LabelCounts<unknown>) => number) => counts.reduce((total, c) => total + value(c), 0);
	const together = table.n * sum((c) => c.hits) - sum((c) => c.given * c.expected);
	const spread = (square - sum((c) => c.given ** 2)) * (square - sum((c) => c.expected ** 2));
	return spread > 0 ? together / Math.sqrt(spread) : 0;
}

/** The usual figures of a labelling task, all at once. */
export interface ClassificationReport<L> {
	readonly n: number;
	readonly confusion: Confusion<L>;
	readonly accuracy: number | null;
	readonly balancedAccuracy: number | null;
	readonly matthews: number;
	/** Cohen's, null when undefined (one label only on both sides). */
	readonly kappa: number | null;
	readonly micro: PrecisionRecall;
	readonly macro: PrecisionRecall;
	readonly weighted: PrecisionRecall;
	readonly perLabel: readonly ({ readonly label: L; readonly support: number } & PrecisionRecall)[];
}

/**
 * Everything about a labelling task from its rows.
 *
 * @param rows expected and given label of each row; may be empty
 * @param labels the order wanted, and labels that must be listed though they never occur
 * @example
 * classificationReport([{ expected: "a", output: "a" }, { expected: "b", output: "a" }]).accuracy // => 0.5
 */
export function classificationReport<L>(
	rows: readonly { readonly expected: L; readonly output: L }[],
	labels: readonly L[] = [],
): ClassificationReport<L> {
	const table = confusion(
		rows.map((row) => row.expected),
		rows.map((row) => row.output),
		labels,
	);
	return {
		n: table.n,
		confusion: table,
		accuracy: accuracyOf(table),
		balancedAccuracy: balancedAccuracyOf(table),
		matthews: matthewsOf(table),
		kappa: kappaOf(table),
		micro: precisionRecall(table, { average: "micro" }),
		macro: precisionRecall(table, { average: "macro" }),
		weighted: precisionRecall(table, { average: "weighted" }),
		perLabel: labelCounts(table).map((counts) => ({
			label: counts.label,
			support: counts.expected,
			...precisionRecallOf(counts),
		})),
	};
}

function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}
