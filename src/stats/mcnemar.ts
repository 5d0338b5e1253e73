import { DataError } from "../core/errors.ts";
import { checkPairs } from "./check.ts";
import { binomialCdf, binomialMass, chiSquaredUpper } from "./distribution.ts";

export interface McNemar {
	/** Rows that only a passed. */
	readonly onlyA: number;
	/** Rows that only b passed. */
	readonly onlyB: number;
	/** Exact two-sided p-value: the one to report. */
	readonly exactP: number;
	/** Mid-p: less cautious than exact, about right on average. */
	readonly midP: number;
	/** (b − c)² / (b + c), and its p-value; null when the two never disagree. */
	readonly chi2: number | null;
	readonly chi2P: number | null;
	/** With Edwards' continuity correction, (|b − c| − 1)² / (b + c); as in statsmodels, 1 / (b + c) at b = c. */
	readonly chi2Corrected: number | null;
	readonly chi2CorrectedP: number | null;
}

/**
 * McNemar's test for two systems marked pass or fail on the same rows: only rows on which they disagree tell anything.
 *
 * When they never disagree, exact and mid-p are 1.
 *
 * @param onlyA rows that only a passed
 * @param onlyB rows that only b passed
 * @see McNemar 1947, "Note on the sampling error of the difference between correlated proportions"
 * @see Fagerland, Lydersen & Laake 2013, "The McNemar test for binary matched-pairs data" (mid-p)
 * @example
 * mcnemar(0, 5).exactP // => 0.0625
 */
export function mcnemar(onlyA: number, onlyB: number): McNemar {
	if (!(Number.isInteger(onlyA) && Number.isInteger(onlyB) && onlyA >= 0 && onlyB >= 0)) {
		throw new DataError(`mcnemar: expected two counts, found ${onlyA} and ${onlyB}`);
	}
	const apart = onlyA + onlyB;
	if (apart === 0) {
		const none = { chi2: null, chi2P: null, chi2Corrected: null, chi2CorrectedP: null };
		return { onlyA, onlyB, exactP: 1, midP: 1, ...none };
	}
	const fewer = Math.min(onlyA, onlyB);
	const both = 2 * binomialCdf(fewer, apart, 0.5);
	const chi2 = (onlyA - onlyB) ** 2 / apart;
	const chi2Corrected = (Math.abs(onlyA - onlyB) - 1) ** 2 / apart;
	return {
		onlyA,
		onlyB,
		exactP: Math.min(1, both),
		midP: Math.min(1, both - binomialMass(fewer, apart, 0.5)),
		chi2,
		chi2P: chiSquaredUpper(chi2, 1),
		chi2Corrected,
		chi2CorrectedP: chiSquaredUpper(chi2Corrected, 1),
	};
}

/**
 * The four counts of two pass/fail lists: [[both, only a], [only b, neither]].
 *
 * @param a true or 1 where a passed, one per row
 * @param b the same rows
 * @throws DataError when the lengths differ
 * @example
 * pairedTable([1, 1, 0], [1, 0, 0]) // => [[1, 1], [0, 1]]
 */
export function pairedTable(
	a: readonly (boolean | number)[],
	b: readonly (boolean | number)[],
): [[number, number], [number, number]] {
	checkPairs("pairedTable", a, b);
	const table: [[number, number], [number, number]] = [
		[0, 0],
		[0, 0],
	];
	a.forEach((passed, row) => {
		table[passed ? 0 : 1][b[row] ? 0 : 1]++;
	});
	return table;
}

/**
 * McNemar's test of two pass/fail lists.
 *
 * @example
 * mcnemarOf([1, 1, 1], [1, 0, 0]).onlyA // => 2
 */
export function mcnemarOf(a: readonly (boolean | number)[], b: readonly (boolean | number)[]): McNemar {
	const table = pairedTable(a, b);
	return mcnemar(table[0][1], table[1][0]);
}
