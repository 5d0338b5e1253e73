import type { Example } from "../data/dataset.ts";
import type { Candidate } from "./candidate.ts";
import { meanUtility, type Scores, utilityGains } from "./item-score.ts";
import type { Study } from "./study.ts";

export interface RaceOptions {
	/** Rows that all of them run before it is decided who goes on. */
	readonly blockSize: number;
	readonly phase: string;
	/** How many standard errors behind the leader a candidate must be to be dropped; default 2. */
	readonly errors?: number;
	/** The best so many of a block go on at most; default all that are not clearly behind. */
	readonly keep?: number;
}

/**
 * Candidates race over the same rows, block by block; who is clearly behind the leader on the rows that both ran is dropped
 * and costs nothing more. Differences are paired, so rows that are easy or hard for all do not blur them.
 *
 * A candidate that was wrongly dropped is lost, so it takes a difference of two standard errors; the final choice rests on
 * the evidence of the complete rows, not on this.
 *
 * @returns those who finished, best first
 * @see Maron & Moore 1993, "Hoeffding races: accelerating model selection search"
 */
export async function race<I, E, O>(
	study: Study<I, E, O>,
	entrants: readonly Candidate[],
	examples: readonly Example<I, E>[],
	options: RaceOptions,
): Promise<Candidate[]> {
	const { blockSize, phase, errors = 2, keep = Infinity } = options;
	let running = [...entrants];
	for (let at = 0; at < examples.length; at += blockSize) {
		const seen = examples.slice(0, at + blockSize);
		for (const candidate of running) await study.score(candidate, examples.slice(at, at + blockSize), phase);
		const last = at + blockSize >= examples.length;
		const ranked = byMean(study, running, seen);
		const [leader] = ranked;
		if (leader === undefined) return [];
		const ahead = ranked.filter(
			(one, place) => last || (place < keep && !isBehind(study.known(one, seen), study.known(leader, seen), errors)),
		);
		for (const candidate of ranked) {
			const decision = ahead.includes(candidate) ? (last ? "finished" : undefined) : "dropped";
			if (decision !== undefined) study.note(candidate, seen, phase, decision);
		}
		running = ahead;
	}
	return byMean(study, running, examples);
}

function byMean<I, E, O>(
	study: Study<I, E, O>,
	some: readonly Candidate[],
	rows: readonly Example<I, E>[],
): Candidate[] {
	const mean = new Map(some.map((one) => [one, meanUtility(study.known(one, rows)) ?? -Infinity]));
	return [...some].sort((a, b) => (mean.get(b) as number) - (mean.get(a) as number) || a.number - b.number);
}

/** True when the mean paired difference to the leader lies so many standard errors below 0. */
export function isBehind(own: Scores, leader: Scores, errors: number): boolean {
	const differences = utilityGains(own, leader);
	const n = differences.length;
	if (n < 2) return false;
	const mean = differences.reduce((sum, value) => sum + value, 0) / n;
	// one more difference of the size of the mean keeps a few equal rows from looking certain
	const spread = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) + mean ** 2;
	return mean + errors * Math.sqrt(spread / n / (n - 1)) < 0;
}
