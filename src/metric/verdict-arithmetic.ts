import { ConfigError, DataError } from "../core/errors.ts";
import { cosine } from "./cosine.ts";

/** A judge's verdict on one statement or passage: true or 1 when it holds. */
export type Verdict = boolean | number;

/**
 * The share of verdicts that hold: faithfulness when each judges one statement of the answer against the contexts, context
 * recall when each judges one statement of the reference.
 *
 * For context precision see `rankedPrecision`.
 *
 * @returns in [0, 1]; null when there is no verdict
 * @see Es et al. 2024, "RAGAs: Automated evaluation of retrieval augmented generation", arXiv:2309.15217
 * @example
 * supportedShare([1, 1, 0, 1]) // => 0.75
 * supportedShare([]) // => null
 */
export function supportedShare(verdicts: readonly Verdict[]): number | null {
	return verdicts.length === 0 ? null : verdicts.filter(Boolean).length / verdicts.length;
}

/** Statements of an answer against those of a reference: in both, in the answer alone, in the reference alone. */
export interface StatementCounts {
	readonly truePositives: number;
	readonly falsePositives: number;
	readonly falseNegatives: number;
}

/**
 * F-beta from counts: precision and recall in one figure, recall weighing beta times as much.
 *
 * @param beta > 0; 1 for the harmonic mean
 * @param options `compat: "ragas"` gives 0 instead of 1 where there is no statement at all
 * @returns in [0, 1]; 1 when there was nothing to find and nothing was said
 * @throws ConfigError when beta is not above 0
 * @see van Rijsbergen 1979, "Information retrieval", chapter 7
 * @example
 * fBeta({ truePositives: 2, falsePositives: 2, falseNegatives: 5 }) // => 4 / 11
 * fBeta({ truePositives: 2, falsePositives: 5, falseNegatives: 5 }, 2) // => 2 / 7
 */
export function fBeta(counts: StatementCounts, beta = 1, options: { readonly compat?: "ragas" } = {}): number {
	if (!(beta > 0)) throw new ConfigError(`fBeta: expected beta above 0, found ${beta}`);
	const { truePositives, falsePositives, falseNegatives } = counts;
	const isEmpty = truePositives + falsePositives + falseNegatives === 0;
	if (isEmpty) return options.compat === "ragas" ? 0 : 1;
	const weight = beta ** 2;
	return ((1 + weight) * truePositives) / ((1 + weight) * truePositives + weight * falseNegatives + falsePositives);
}

/**
 * Answer correctness: the weighted mean of the statements' F-beta and the answer's semantic similarity to the reference.
 *
 * @param similarity of answer and reference, usually in [0, 1]
 * @param options `weights` of the two parts, default 0.75 and 0.25, at least 0 and not both 0; `beta`, default 1
 * @throws ConfigError when the weights cannot be used
 * @see ragas 0.4.3, AnswerCorrectness
 * @example
 * answerCorrectness({ truePositives: 3, falsePositives: 1, falseNegatives: 1 }, 0.5) // => 0.6875
 */
export function answerCorrectness(
	counts: StatementCounts,
	similarity: number,
	options: { readonly weights?: readonly [statements: number, similarity: number]; readonly beta?: number } = {},
): number {
	const { weights = [0.75, 0.25], beta = 1 } = options;
	const [forStatements, forSimilarity] = weights;
	const total = forStatements + forSimilarity;
	if (!(forStatements >= 0 && forSimilarity >= 0 && total > 0)) {
		throw new ConfigError(`answerCorrectness: expected weights of at least 0, not both 0, found ${weights.join(", ")}`);
	}
	return (forStatements * fBeta(counts, beta) + forSimilarity * similarity) / total;
}

/**
 * Answer relevancy: questions are made up to which the answer would be one; the mean cosine between them and the question
 * that was asked. 0 when every one of them was made from an answer that commits to nothing ("I don't know").
 *
 * @param question the asked question's embedding, [dimensions]
 * @param generated the made-up questions' embeddings, [n][dimensions]
 * @param noncommittal a flag for each of them, [n]
 * @returns in [-1, 1]; null when no question was made up
 * @throws DataError when the lengths differ
 * @see Es et al. 2024, arXiv:2309.15217
 * @example
 * answerRelevancy([1, 0], [[1, 0], [0, 1]], [false, true]) // => 0.5
 * answerRelevancy([1, 0], [[1, 0]], [true]) // => 0
 */
export function answerRelevancy(
	question: ArrayLike<number>,
	generated: readonly ArrayLike<number>[],
	noncommittal: readonly Verdict[],
): number | null {
	if (generated.length !== noncommittal.length) {
		throw new DataError(
			`answerRelevancy: expected a flag for each of ${generated.length} questions, found ${noncommittal.length}`,
		);
	}
	if (generated.length === 0) return null;
	if (noncommittal.every(Boolean)) return 0;
	return generated.reduce((sum, vector) => sum + cosine(question, vector), 0) / generated.length;
}
