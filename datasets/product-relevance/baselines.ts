import type { Row } from "./build.ts";
import type { Label } from "./rows.ts";
import { wordsOf } from "./words.ts";

type Rule = (row: Row) => Label;

const labels: readonly Label[] = ["positive", "moderate", "negative"];

/**
 * What can be had without understanding anything: accuracy on the test rows of rules fitted on the train and validate rows.
 * Chance is about 0.33. A high figure here would mean that the words or the length give the label away.
 */
export function baselines(rows: readonly Row[]): Readonly<Record<string, number>> {
	const seen = rows.filter((row) => row.split !== "test");
	const test = rows.filter((row) => row.split === "test");
	const on = (rule: Rule) => accuracy(rule, test);
	return {
		"majority label": on(thresholds(seen, () => 0)),
		"word overlap, two thresholds": on(thresholds(seen, overlap)),
		"product length, two thresholds": on(thresholds(seen, (row) => wordsOf(row.product).length)),
		"query length, two thresholds": on(thresholds(seen, (row) => wordsOf(row.query).length)),
		"naive Bayes on the product's words": on(naiveBayes(seen, (row) => wordsOf(row.product))),
		"naive Bayes on query and product words": on(naiveBayes(seen, bothTexts)),
	};
}

/** The share of the query's words that occur in the product. */
function overlap(row: Row): number {
	const product = new Set(wordsOf(row.product));
	const query = wordsOf(row.query);
	return query.filter((word) => product.has(word)).length / query.length;
}

/** Words of the query, of the product, and of both: the last is what a linear model could know of their meeting. */
function bothTexts(row: Row): readonly string[] {
	const product = wordsOf(row.product);
	const query = wordsOf(row.query);
	return [
		...query.map((word) => `query ${word}`),
		...product.map((word) => `product ${word}`),
		...query.map((word) => (product.includes(word) ? "query word in product" : "query word not in product")),
	];
}

function accuracy(rule: Rule, rows: readonly Row[]): number {
	return rows.filter((row) => rule(row) === row.label).length / rows.length;
}

/** Cuts a figure in three by the two thresholds, and names the pieces by the labels, that do best on the rows seen. */
function thresholds(seen: readonly Row[], figure: (row: Row) => number): Rule {
	const points = seen.map((row) => ({ label: row.label, value: figure(row) }));
	const cuts = [...new Set(points.map((point) => point.value))].sort((a, b) => a - b);
	let best: { rule: Rule; right: number } | undefined;
	for (const first of cuts) {
		for (const second of cuts.filter((cut) => cut >= first)) {
			const piece = (value: number) => (value < first ? 0 : value < second ? 1 : 2);
			const common = [0, 1, 2].map((wanted) => commonest(points.filter((point) => piece(point.value) === wanted)));
			const right = common.reduce((sum, { count }) => sum + count, 0);
			if (best === undefined || right > best.right) {
				best = { rule: (row) => common[piece(figure(row))]?.label ?? "positive", right };
			}
		}
	}
	if (best === undefined) throw new Error("thresholds: expected rows to fit on, found none");
	return best.rule;
}

function commonest(points: readonly { readonly label: Label }[]): { readonly label: Label; readonly count: number } {
	const counted = labels.map((label) => ({ label, count: points.filter((point) => point.label === label).length }));
	return counted.reduce((a, b) => (b.count > a.count ? b : a));
}

/** Multinomial naive Bayes with add-one smoothing. */
function naiveBayes(seen: readonly Row[], features: (row: Row) => readonly string[]): Rule {
	const vocabulary = new Set(seen.flatMap((row) => features(row)));
	const models = labels.map((label) => {
		const rows = seen.filter((row) => row.label === label);
		const counts = new Map<string, number>();
		for (const word of rows.flatMap((row) => features(row))) counts.set(word, (counts.get(word) ?? 0) + 1);
		const total = [...counts.values()].reduce((sum, count) => sum + count, 0) + vocabulary.size;
		return { label, prior: Math.log(rows.length / seen.length), counts, total };
	});
	return (row) => {
		const known = features(row).filter((word) => vocabulary.has(word));
		const scored = models.map(({ label, prior, counts, total }) => ({
			label,
			score: known.reduce((sum, word) => sum + Math.log(((counts.get(word) ?? 0) + 1) / total), prior),
		}));
		return scored.reduce((a, b) => (b.score > a.score ? b : a)).label;
	};
}
