import { binomialTest, wilson } from "../../stats/proportion.ts";

/** What a pairwise judge said of one pair: the place of the winner. */
export type Place = "first" | "second" | "tie";

/** A pair judged in both orders; "first" is the place in the prompt, so the two mean different texts. */
export interface BothOrders {
	readonly forward: Place;
	readonly backward: Place;
}

/** A share with Wilson's interval. */
export interface Share {
	readonly count: number;
	readonly of: number;
	/** null of nothing. */
	readonly value: number | null;
	readonly low: number;
	readonly high: number;
}

export interface PositionBias {
	readonly pairs: number;
	/** Of the verdicts that named a winner, those that named the text shown first; 0.5 without bias. */
	readonly firstWins: Share;
	/** Of the pairs, those whose winner changed with the order. */
	readonly flips: Share;
	/** How likely so one-sided a lean is without bias: exact sign test over the pairs that lean to one place. */
	readonly p: number;
	/** Which place it favours, where p says so. */
	readonly favours: "first" | "second" | null;
}

/**
 * Whether a pairwise judge favours a place in the prompt over a text.
 *
 * A fair judge may err, but it then errs towards the first place as often as towards the second. So each pair is asked in
 * both orders, and the pairs that lean to one place are tested against an even split.
 *
 * @param level the flag is raised at p <= 1 − level; a fair judge gets it in at most that share of calibrations
 * @see Wang et al. 2023, "Large language models are not fair evaluators", arXiv:2305.17926
 * @example
 * const always = Array.from({ length: 10 }, () => ({ forward: "first", backward: "first" }));
 * positionBias(always).favours // => "first"
 * positionBias([{ forward: "first", backward: "second" }]).flips.value // => 0
 */
export function positionBias(pairs: readonly BothOrders[], level = 0.95): PositionBias {
	const places = pairs.flatMap(({ forward, backward }) => [forward, backward]).filter((place) => place !== "tie");
	const leans = pairs.map(({ forward, backward }) => lean(forward) + lean(backward));
	const toFirst = leans.filter((each) => each > 0).length;
	const toSecond = leans.filter((each) => each < 0).length;
	const p = binomialTest(toFirst, toFirst + toSecond);
	return {
		pairs: pairs.length,
		firstWins: share(places.filter((place) => place === "first").length, places.length, level),
		flips: share(pairs.filter(flipped).length, pairs.length, level),
		p,
		favours: p > 1 - level ? null : toFirst > toSecond ? "first" : "second",
	};
}

/** True when the two orders name different texts, or only one of them a winner. */
export function flipped({ forward, backward }: BothOrders): boolean {
	return lean(forward) !== -lean(backward);
}

function lean(place: Place): number {
	return place === "tie" ? 0 : place === "first" ? 1 : -1;
}

/** A share of a count, with Wilson's interval. */
export function share(count: number, of: number, level: number): Share {
	const { low, high } = wilson(count, of, level);
	return { count, of, value: of === 0 ? null : count / of, low, high };
}
