import { DataError } from "../../core/errors.ts";
import type { Case, FailedCase, Metric, Score } from "../metric.ts";
import { type Readers, readersOf } from "../readers.ts";

/** What a metric compares: a reference text (the expected value), or several of which the best match counts. */
export type References = string | readonly string[];

/** The texts of one case. */
export interface Texts {
	readonly output: string;
	/** Empty when the case has no expected text. */
	readonly references: readonly string[];
}

/** What makes one text metric differ from the next. */
export interface TextMetricFacts<I, E, O> extends Omit<Metric<I, E, O>, "score"> {
	/** Scores one output against one or more references. */
	readonly compare: (references: readonly string[], output: string) => Score;
}

/**
 * A metric that compares an output text with its references; a case without a reference scores null.
 *
 * @throws DataError, when scoring, if a value is not text
 */
export function textMetric<I, E, O>(
	target: string | Readers<I, E, O, string>,
	{ compare, ...facts }: TextMetricFacts<I, E, O>,
): Metric<I, E, O> {
	const readers = readersOf(target);
	return {
		...facts,
		score(c) {
			const { output, references } = readTexts(facts.name, readers, c);
			if (references.length === 0) return { value: null, reason: "no reference text" };
			return compare(references, output);
		},
	};
}

/** Reads the texts of a case, and says so when one is not a text. */
export function readTexts<I, E, O>(who: string, readers: Readers<I, E, O, string>, c: Case<I, E, O>): Texts {
	return { output: asText(who, "output", readers.output(c)), references: readReferences(who, readers, c) };
}

/** The expected texts of a case, whether or not it has an output. */
export function readReferences<I, E, O>(
	who: string,
	readers: Readers<I, E, O, string>,
	c: FailedCase<I, E>,
): readonly string[] {
	const expected: unknown = readers.expected(c as Case<I, E, O>);
	const list: readonly unknown[] = Array.isArray(expected) ? expected : [expected];
	return list
		.filter((value) => value !== null && value !== undefined)
		.map((value) => asText(who, "expected value", value));
}

function asText(who: string, side: string, value: unknown): string {
	if (typeof value === "string") return value;
	const found = value === null ? "null" : typeof value;
	throw new DataError(`${who}: expected the ${side} to be text, found ${found}. Name a text field, or pass readers.`);
}

/**
 * The references as a list.
 *
 * @throws DataError when there is none
 */
export function referenceList(who: string, references: References): readonly string[] {
	const list = typeof references === "string" ? [references] : references;
	if (list.length === 0)
		throw new DataError(`${who}: expected at least one reference text, found none. Leave the row out.`);
	return list;
}

/** The item with the largest figure, the first of equals; items must not be empty. */
export function best<T>(items: readonly T[], figure: (item: T) => number): T {
	return items.reduce((top, item) => (figure(item) > figure(top) ? item : top));
}
