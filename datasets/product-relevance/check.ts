import { grouped } from "./grouped.ts";
import { type Pair, labelOfReason } from "./rows.ts";
import { wordsOf } from "./words.ts";

/**
 * What must hold before the rows are worth splitting.
 *
 * @throws Error with every fault found, one a line
 */
export function check(pairs: readonly Pair[]): void {
	const faults: string[] = [];
	if (pairs.length !== 480) faults.push(`expected 480 rows, found ${pairs.length}`);

	for (const label of new Set(Object.values(labelOfReason))) {
		const share = pairs.filter((pair) => pair.label === label).length / pairs.length;
		if (share < 0.28 || share > 0.4) faults.push(`${label}: expected a share of 0.28 to 0.40, found ${share.toFixed(3)}`);
	}

	for (const [category, rows] of grouped(pairs, (pair) => pair.category)) {
		if (rows.length !== 16) faults.push(`${category}: expected 16 rows, found ${rows.length}`);
	}
	for (const [query, rows] of grouped(pairs, (pair) => pair.query)) {
		if (rows.length > 4) faults.push(`"${query}": expected at most 4 products, found ${rows.length}`);
		if (new Set(rows.map((row) => row.category)).size > 1) faults.push(`"${query}" stands in two categories`);
	}

	for (const pair of pairs) {
		const length = pair.product.split(/\s+/).length;
		if (length < 6 || length > 25) faults.push(`${pair.id}: expected a product of 6 to 25 words, found ${length}`);
		if (/^\s|\s$|\s\s/.test(pair.product)) faults.push(`${pair.id}: stray space in "${pair.product}"`);
	}

	faults.push(...near(pairs.map((pair) => ({ id: pair.id, text: pair.product }))));
	const queries = new Map(pairs.map((pair) => [pair.query, pair.id]));
	faults.push(...near([...queries].map(([text, id]) => ({ id, text }))));

	faults.push(...tellingWords(pairs));
	if (faults.length > 0) throw new Error(`product-relevance:\n${faults.join("\n")}`);
}

/** Pairs of texts that share more than 60 % of their words (Jaccard): the same row twice, for our purpose. */
function near(texts: readonly { readonly id: string; readonly text: string }[]): readonly string[] {
	const bags = texts.map(({ id, text }) => ({ id, bag: new Set(wordsOf(text)) }));
	return bags.flatMap((a, index) =>
		bags.slice(index + 1).flatMap((b) => {
			const shared = [...a.bag].filter((word) => b.bag.has(word)).length;
			const jaccard = shared / (a.bag.size + b.bag.size - shared);
			return jaccard > 0.6 ? [`${a.id} and ${b.id} share ${Math.round(jaccard * 100)} % of their words`] : [];
		}),
	);
}

/** Product words that give the label away: in ten products or more, four fifths of them with one label. */
function tellingWords(pairs: readonly Pair[]): readonly string[] {
	const labelsOfWord = new Map<string, string[]>();
	for (const pair of pairs) {
		for (const word of new Set(wordsOf(pair.product))) {
			labelsOfWord.set(word, [...(labelsOfWord.get(word) ?? []), pair.label]);
		}
	}
	return [...labelsOfWord].flatMap(([word, labels]) => {
		const most = Math.max(...[...grouped(labels, (label) => label).values()].map((group) => group.length));
		return labels.length >= 10 && most / labels.length >= 0.8 ? [`"${word}" gives the label away: ${most} of ${labels.length}`] : [];
	});
}
