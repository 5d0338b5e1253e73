import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";
import type { RetrievalScores } from "./retrieved-texts.ts";

/** An id is text or a number; 7 and "7" are one id. */
export type Id = string | number;

/**
 * Context recall and precision by id: of the wanted passages the share that was retrieved, of the retrieved the share that was
 * wanted. Repeats count once, order does not count. Both in [0, 1].
 *
 * @returns recall null when none is wanted, precision null when none was retrieved
 * @see ragas 0.4.3, IDBasedContextRecall and IDBasedContextPrecision
 * @example
 * retrievedIdScores(["a", "b"], ["b", "c", "b"]) // => { recall: 0.5, precision: 0.5 }
 */
export function retrievedIdScores(reference: readonly Id[], retrieved: readonly Id[]): RetrievalScores {
	const wanted = new Set(reference.map(String));
	const found = new Set(retrieved.map(String));
	const hits = [...wanted].filter((id) => found.has(id)).length;
	return {
		recall: wanted.size === 0 ? null : hits / wanted.size,
		precision: found.size === 0 ? null : hits / found.size,
	};
}

/**
 * Context recall or precision by id as a metric on a field that holds a list of ids.
 *
 * @param field the field that output and expected value share, or readers of both
 * @param measure default "recall"
 * @example
 * retrievedIds("passageIds").name // => "retrieved ids recall"
 */
export function retrievedIds<K extends string>(field: K, measure?: keyof RetrievalScores): FieldMetric<K>;
export function retrievedIds<I, E, O>(
	readers: Readers<I, E, O, readonly Id[]>,
	measure?: keyof RetrievalScores,
): Metric<I, E, O>;
export function retrievedIds(
	target: string | Readers<unknown, unknown, unknown, readonly Id[]>,
	measure: keyof RetrievalScores = "recall",
): Metric {
	const readers = readersOf(target);
	return {
		name: `retrieved ids ${measure}`,
		direction: "higher",
		range: [0, 1],
		score(c) {
			const raw = retrievedIdScores(readers.expected(c) as readonly Id[], readers.output(c));
			return { value: raw[measure], raw };
		},
	};
}
