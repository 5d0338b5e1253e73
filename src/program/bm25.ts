import { ConfigError } from "../core/errors.ts";

export interface Bm25Options {
	/** How fast further occurrences of a word stop to count, >= 0; default 1.2. */
	readonly k1?: number;
	/** How much a long document is marked down, in [0, 1]; default 0.75. */
	readonly b?: number;
	/** The words of a text; default `termsOf`. */
	readonly terms?: (text: string) => readonly string[];
}

/**
 * BM25: how well documents fit a query by the words that they share, rare words counting more.
 *
 * Score = sum over the query's words of idf · tf / (tf + k1 (1 − b + b · length / mean length)), with
 * idf = ln(1 + (N − n + 0.5) / (n + 0.5)): the paper's, plus 1 inside the logarithm, so that a word in most documents counts
 * little instead of against them. Scores are ≥ 0; compare them within one query only.
 *
 * @param documents [n]
 * @returns the scores of a query: [n], in the order of the documents
 * @throws ConfigError when k1 or b is out of range
 * @see Robertson & Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond", Foundations and Trends in
 *   Information Retrieval 3(4)
 * @example
 * bm25(["the cat", "the dog"])("cat") // => [Math.log(2) / 2.2, 0]
 */
export function bm25(documents: readonly string[], options: Bm25Options = {}): (query: string) => readonly number[] {
	const { k1 = 1.2, b = 0.75, terms = termsOf } = options;
	if (!(k1 >= 0 && k1 < Infinity)) throw new ConfigError(`bm25: expected k1 of at least 0, found ${k1}`);
	if (!(b >= 0 && b <= 1)) throw new ConfigError(`bm25: expected b in [0, 1], found ${b}`);

	const postings = new Map<string, Map<number, number>>(); // word → document → times
	const lengths = documents.map((document, index) => {
		const words = terms(document);
		for (const word of words) {
			const posting = postings.get(word) ?? new Map<number, number>();
			postings.set(word, posting.set(index, (posting.get(index) ?? 0) + 1));
		}
		return words.length;
	});
	const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
	const norms = lengths.map((length) => k1 * (1 - b + (meanLength === 0 ? 0 : (b * length) / meanLength)));

	return (query) => {
		const scores = documents.map(() => 0);
		for (const word of terms(query)) {
			const posting = postings.get(word);
			if (posting === undefined) continue;
			const idf = Math.log(1 + (documents.length - posting.size + 0.5) / (posting.size + 0.5));
			for (const [index, times] of posting) {
				scores[index] = (scores[index] ?? 0) + (idf * times) / (times + (norms[index] ?? 0));
			}
		}
		return scores;
	};
}

const term =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;

/**
 * The words of a text for `bm25`: runs of letters and digits, in lower case; Chinese and Japanese characters one by one,
 * since those languages put no spaces.
 *
 * @example
 * termsOf("Don't panic, it's 42 €!") // => ["don", "t", "panic", "it", "s", "42"]
 */
export function termsOf(text: string): readonly string[] {
	return text.normalize("NFKC").toLowerCase().match(term) ?? [];
}
