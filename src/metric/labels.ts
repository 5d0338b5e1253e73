import { DataError } from "../core/errors.ts";
import { type Confusion, confusion } from "../stats/confusion.ts";
import type { Case, FailedCase, Metric } from "./metric.ts";
import { type Readers, readersOf } from "./readers.ts";

/** A class of a labelling task. */
export type Label = string | number | boolean;

/** The label given by a row on which the program failed: right for nobody, and no label of its own. */
export const noLabel = "(no answer)";

export interface LabelPair {
	readonly expected: Label;
	readonly given: Label;
}

/** What makes one figure of labels differ from the next. */
export interface LabelMetricFacts extends Pick<Metric, "name" | "range" | "unit"> {
	/** The whole-set figure; absent where it is the mean of the rows. */
	readonly figure?: (pairs: readonly LabelPair[]) => number | null;
}

/**
 * A metric on labels. A row scores 1 for the right label and 0 for another, so that optimizers see single rows; the
 * report's figure is made from all rows together. Where several labels are right, giving one of them counts as that one.
 *
 * @throws DataError, when scoring, if a label is not text, a number or a boolean
 */
export function labelMetric<I, E, O>(
	target: string | Readers<I, E, O, Label>,
	{ figure, ...facts }: LabelMetricFacts,
): Metric<I, E, O> {
	const readers = readersOf(target);
	const allowed = (c: FailedCase<I, E>) => {
		const expected: unknown = readers.expected(c as Case<I, E, O>);
		const list: readonly unknown[] = Array.isArray(expected) ? expected : [expected];
		return list
			.filter((value) => value !== null && value !== undefined)
			.map((value) => asLabel(facts.name, "expected value", value));
	};
	// none where the row has no expected label
	const pair = (c: FailedCase<I, E>, given: Label): readonly LabelPair[] => {
		const labels = allowed(c);
		const expected = labels.find((label) => label === given) ?? labels[0];
		return expected === undefined ? [] : [{ expected, given }];
	};
	const given = (c: Case<I, E, O>) => asLabel(facts.name, "output", readers.output(c));
	// an interval resamples the same rows a thousand times: each is read once
	const known = new WeakMap<object, readonly LabelPair[]>();
	const once = (c: object, read: () => readonly LabelPair[]) => {
		const before = known.get(c);
		if (before !== undefined) return before;
		const found = read();
		known.set(c, found);
		return found;
	};
	return {
		...facts,
		direction: "higher",
		score(c) {
			const [found] = pair(c, given(c));
			if (found === undefined) return { value: null, reason: "no expected label" };
			if (found.expected === found.given) return { value: 1, raw: found };
			return { value: 0, raw: found, reason: `expected ${found.expected}, found ${found.given}` };
		},
		...(figure !== undefined && {
			aggregate(rows, failed) {
				const pairs: LabelPair[] = [];
				for (const c of rows) pairs.push(...once(c, () => pair(c, given(c))));
				for (const c of failed) pairs.push(...once(c, () => pair(c, noLabel)));
				return pairs.length === 0 ? null : figure(pairs);
			},
		}),
	};
}

/** The confusion table of pairs. */
export function tableOf(pairs: readonly LabelPair[], labels: readonly Label[] = []): Confusion<Label> {
	return confusion(
		pairs.map((pair) => pair.expected),
		pairs.map((pair) => pair.given),
		labels,
	);
}

function asLabel(who: string, side: string, value: unknown): Label {
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	const found = value === null ? "null" : typeof value;
	throw new DataError(
		`${who}: expected the ${side} to be a label (text, number or boolean), found ${found}. Name a label field, or pass readers.`,
	);
}
