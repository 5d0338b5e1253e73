import { checkFinite, checkPairs } from "./check.ts";
import { ranks } from "./rank.ts";

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, ties half.
 *
 * 0.5 is chance, 1 perfect order.
 *
 * @param positive whether each item is a positive, true or 1
 * @param score how strongly each is held to be one, any unit
 * @returns null when there are no positives or no negatives
 * @throws DataError when the lengths differ or a score is not finite
 * @see Hanley & McNeil 1982, "The meaning and use of the area under a ROC curve"
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // => 0.75
 */
export function rocAuc(positive: readonly (boolean | number)[], score: readonly number[]): number | null {
	checkPairs("rocAuc", positive, score);
	checkFinite("rocAuc", score);
	const rank = ranks(score);
	const positives = positive.filter(Boolean).length;
	const negatives = positive.length - positives;
	if (positives === 0 || negatives === 0) return null;
	const rankSum = rank.reduce((sum, value, item) => sum + (positive[item] ? value : 0), 0);
	return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * Average precision: the precision at each threshold, weighted by the recall gained there. Items with equal scores enter
 * together.
 *
 * Chance is the share of positives, 1 is perfect order.
 *
 * @returns null when there are no positives
 * @throws DataError when the lengths differ or a score is not finite
 * @see Zhu 2004, "Recall, precision and average precision"
 * @example
 * averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // => 0.8333333333333333
 */
export function averagePrecision(positive: readonly (boolean | number)[], score: readonly number[]): number | null {
	checkPairs("averagePrecision", positive, score);
	checkFinite("averagePrecision", score);
	const positives = positive.filter(Boolean).length;
	if (positives === 0) return null;
	let seen = 0;
	let found = 0;
	let sum = 0;
	for (const group of byScore(score)) {
		const gained = group.filter((item) => positive[item]).length;
		seen += group.length;
		found += gained;
		sum += (gained / positives) * (found / seen);
	}
	return sum;
}

/**
 * Normalised discounted cumulative gain: how near a ranking comes to the best order, with later places counting less
 * (1 / log2(place + 1)). Gains are the relevances themselves; items with equal scores share their places' discounts.
 *
 * @param relevance how useful each item is, >= 0
 * @param score how the ranking orders them, highest first
 * @param k count the first k places alone
 * @returns in [0, 1]; 0 when nothing is relevant, null when there are no items
 * @throws DataError when the lengths differ or a score is not finite
 * @see Järvelin & Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques"
 * @see McSherry & Najork 2008, "Computing information retrieval performance measures efficiently in the presence of tied scores"
 * @example
 * ndcg([3, 2, 1], [0.9, 0.5, 0.1]) // => 1
 */
export function ndcg(
	relevance: readonly number[],
	score: readonly number[],
	k = Number.POSITIVE_INFINITY,
): number | null {
	checkPairs("ndcg", relevance, score);
	checkFinite("ndcg", relevance);
	checkFinite("ndcg", score);
	if (relevance.length === 0) return null;
	const best = gainOf(relevance, relevance, k);
	return best === 0 ? 0 : gainOf(relevance, score, k) / best;
}

function gainOf(relevance: readonly number[], score: readonly number[], k: number): number {
	let place = 0;
	let gain = 0;
	for (const group of byScore(score)) {
		let discount = 0;
		for (let i = 0; i < group.length; i++, place++) discount += place < k ? 1 / Math.log2(place + 2) : 0;
		gain += (discount / group.length) * group.reduce((sum, item) => sum + (relevance[item] ?? 0), 0);
	}
	return gain;
}

/** Item positions grouped by equal score, highest score first. */
function byScore(score: readonly number[]): number[][] {
	const order = score.map((_, item) => item).sort((i, j) => (score[j] ?? 0) - (score[i] ?? 0));
	const groups: number[][] = [];
	for (const item of order) {
		const last = groups.at(-1);
		if (last !== undefined && score[last[0] ?? 0] === score[item]) last.push(item);
		else groups.push([item]);
	}
	return groups;
}
