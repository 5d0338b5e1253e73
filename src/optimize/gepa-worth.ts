import type { Random } from "../core/random.ts";
import { cholesky, solveLower, solveUpper, type Triangle } from "./search/cholesky.ts";

/** A version of the program that was run: the changes in it, and its utility on each row that has one. */
export interface Run<Row> {
	readonly changes: readonly string[];
	readonly utilities: ReadonlyMap<Row, number>;
}

/** What rows say about changes: each one's worth in units of the metric, higher is better, 0 is no effect. */
export interface Worth {
	readonly guess: Guess;
	/** The expected worth of a change; 0 for one that is not known. */
	mean(change: string): number;
	/** One draw of all worths at once: likely where the rows have said much, wide where they have not. */
	draw(random: Random): (change: string) => number;
	/** The expected utility of a version that was run, what is its own included, by its place; above the start's. */
	meanOfRun(place: number): number;
}

/**
 * The posterior of a linear model: utility = start + worths of the version's changes + something of the version's own +
 * how easy the row is + noise. So a row says something about every change in the version that it was run with, and a hard
 * row is held against nobody.
 *
 * Worths are normal, expected a little above 0, since a proposer means well. How large they are and how much of the spread
 * is the rows' own are taken from a small grid by marginal likelihood.
 *
 * @param changes all known, tried or not
 * @param guess from an earlier posterior, which saves nine tenths of the time
 * @see Lindley & Smith 1972, "Bayes estimates for the linear model"
 */
export function worthOf<Row>(runs: readonly Run<Row>[], changes: readonly string[], guess?: Guess): Worth {
	const place = new Map(changes.map((change, index) => [change, 1 + index] as const));
	const columns = runs.map((run, index) => [
		0,
		...run.changes.map((change) => place.get(change) as number),
		1 + changes.length + index,
	]); // [run][its parameters]
	const rows = byRow(runs);
	const spread = spreadOf(rows);
	const size = 1 + changes.length + runs.length;

	const guesses = guess === undefined ? grid : [guess];
	const fits = guesses.map((one) => fit(rows, columns, size, changes.length, spread, one));
	const { mean, lower, guess: found } = fits.reduce((best, one) => (one.evidence > best.evidence ? one : best));
	const at = (values: ArrayLike<number>) => (change: string) => values[place.get(change) ?? -1] ?? 0;
	return {
		guess: found,
		mean: at(mean),
		draw(random) {
			const normal = Float64Array.from({ length: size }, () => random.normal());
			const apart = solveUpper(lower, normal);
			return at(mean.map((value, index) => value + (apart[index] as number)));
		},
		meanOfRun: (index) => (columns[index] ?? []).slice(1).reduce((sum, column) => sum + (mean[column] as number), 0),
	};
}

/** What the posterior rests on. */
export interface Guess {
	/** Standard deviation of a change's worth, in standard deviations of the utilities. */
	readonly size: number;
	/** Share of the variance that is the rows' own. */
	readonly share: number;
}

const grid: readonly Guess[] = [0.07, 0.15, 0.3].flatMap((size) => [0.2, 0.5, 0.8].map((share) => ({ size, share })));
/** Expected worth of a change, in its standard deviations. */
const goodWill = 0.3;
/** Standard deviation of what is a version's own, in those of a change. */
const ownShare = 0.3;

type Observed = readonly (readonly [run: number, utility: number])[];

interface Fit {
	readonly guess: Guess;
	readonly mean: Float64Array;
	/** Of the precision matrix. */
	readonly lower: Triangle;
	/** Log marginal likelihood, up to a constant. */
	readonly evidence: number;
}

function fit(
	rows: readonly Observed[],
	columns: readonly (readonly number[])[],
	size: number,
	changes: number,
	spread: number,
	guess: Guess,
): Fit {
	const easeVariance = guess.share * spread ** 2;
	const noiseVariance = (1 - guess.share) * spread ** 2;
	const deviations = Float64Array.from({ length: size }, (_, index) => {
		const worth = guess.size * spread;
		return index === 0 ? 10 * spread : index <= changes ? worth : ownShare * worth;
	});
	const expected = (index: number) => (index > 0 && index <= changes ? goodWill * (deviations[index] as number) : 0);

	const precision = Array.from({ length: size }, () => new Float64Array(size));
	const information = new Float64Array(size);
	let evidence = 0;
	deviations.forEach((deviation, index) => {
		(precision[index] as Float64Array)[index] = 1 / deviation ** 2;
		information[index] = expected(index) / deviation ** 2;
		evidence -= Math.log(deviation) + expected(index) ** 2 / deviation ** 2 / 2;
	});
	for (const row of rows) {
		// Sherman-Morrison: the runs of a row share its ease, so its covariance is noise I + ease 11ᵀ
		const shrink = easeVariance / (noiseVariance + row.length * easeVariance);
		const total = row.reduce((sum, [, utility]) => sum + utility, 0);
		const touched = new Map<number, number>();
		for (const [run, utility] of row) {
			const own = columns[run] as readonly number[];
			for (const i of own) {
				touched.set(i, (touched.get(i) ?? 0) + 1);
				information[i] = (information[i] as number) + (utility - shrink * total) / noiseVariance;
				const line = precision[i] as Float64Array;
				for (const j of own) line[j] = (line[j] as number) + 1 / noiseVariance;
			}
		}
		for (const [i, a] of touched) {
			const line = precision[i] as Float64Array;
			for (const [j, b] of touched) line[j] = (line[j] as number) - (shrink * a * b) / noiseVariance;
		}
		const squares = row.reduce((sum, [, utility]) => sum + utility ** 2, 0);
		evidence -= (squares - shrink * total ** 2) / noiseVariance / 2;
		evidence -= (row.length * Math.log(noiseVariance) + Math.log(1 + (row.length * easeVariance) / noiseVariance)) / 2;
	}
	const lower = cholesky(precision);
	const mean = solveUpper(lower, solveLower(lower, information));
	lower.forEach((line, index) => {
		evidence -= Math.log(line[index] as number);
	});
	evidence += mean.reduce((sum, value, index) => sum + value * (information[index] as number), 0) / 2;
	return { guess, mean, lower, evidence };
}

/** The utilities row by row, from their mean. */
function byRow<Row>(runs: readonly Run<Row>[]): Observed[] {
	const all = runs.flatMap(({ utilities }) => [...utilities.values()]);
	const mean = all.reduce((sum, utility) => sum + utility, 0) / Math.max(1, all.length);
	const rows = new Map<Row, [number, number][]>();
	runs.forEach(({ utilities }, run) => {
		for (const [row, utility] of utilities) rows.set(row, [...(rows.get(row) ?? []), [run, utility - mean]]);
	});
	return [...rows.values()];
}

/** Standard deviation of all utilities; 1 where they are all alike, when any scale will do. */
function spreadOf(rows: readonly Observed[]): number {
	const all = rows.flat();
	const variance = all.reduce((sum, [, utility]) => sum + utility ** 2, 0) / Math.max(1, all.length);
	return variance > 0 ? Math.sqrt(variance) : 1;
}
