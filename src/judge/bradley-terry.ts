import { DataError } from "../core/errors.ts";

export interface BradleyTerryOptions {
	/**
	 * Imaginary wins of each over each other, added before fitting. Above 0 the strengths exist even where one won or lost
	 * everything; 0 (the default) is the maximum of the likelihood.
	 */
	readonly prior?: number;
}

/**
 * Bradley and Terry's strengths from who beat whom: the chance that i beats j is s_i / (s_i + s_j).
 *
 * Fitted by Hunter's MM algorithm, which raises the likelihood at each step. A tie counts as half a win for each.
 *
 * @param wins [contestants][contestants]: how often the row's contestant beat the column's, >= 0
 * @returns one strength a contestant, > 0, that multiply to 1; the logarithms' differences are log odds
 * @throws DataError when the table is not square, an entry cannot be used, or no maximum exists (someone in it won or lost
 *   every contest, or two groups never met): then give a prior
 * @see Bradley & Terry 1952, "Rank analysis of incomplete block designs"
 * @see Hunter 2004, "MM algorithms for generalized Bradley-Terry models", Annals of Statistics 32
 * @example
 * const [a, b] = bradleyTerry([[0, 3], [1, 0]]);
 * a / (a + b) // => 0.75
 */
export function bradleyTerry(wins: readonly (readonly number[])[], options: BradleyTerryOptions = {}): number[] {
	const { prior = 0 } = options;
	checkWins(wins);
	const table = wins.map((row, i) => row.map((count, j) => (i === j ? 0 : count + prior)));
	if (!everyoneReachable(table)) {
		throw new DataError(
			"bradleyTerry: expected everyone to be beaten by somebody, found a contestant or group that never is; give { prior: 0.5 }",
		);
	}
	const won = table.map((row) => row.reduce((sum, count) => sum + count, 0));
	let strengths = table.map(() => 1);
	for (let step = 0; step < 10_000; step++) {
		const next = scaled(strengths.map((own, i) => (won[i] ?? 0) / met(table, strengths, i, own)));
		const moved = Math.max(0, ...next.map((value, i) => Math.abs(Math.log(value / (strengths[i] ?? value)))));
		strengths = next;
		if (moved < 1e-12) break;
	}
	return strengths;
}

/** Σ over opponents j of n_ij / (s_i + s_j). */
function met(table: readonly (readonly number[])[], strengths: readonly number[], i: number, own: number): number {
	return strengths.reduce((sum, other, j) => {
		const contests = (table[i]?.[j] ?? 0) + (table[j]?.[i] ?? 0);
		return i === j ? sum : sum + contests / (own + other);
	}, 0);
}

function scaled(strengths: readonly number[]): number[] {
	const mean = strengths.reduce((sum, value) => sum + Math.log(value), 0) / Math.max(1, strengths.length);
	return strengths.map((value) => value / Math.exp(mean));
}

function checkWins(wins: readonly (readonly number[])[]): void {
	const ragged = wins.find((row) => row.length !== wins.length);
	if (ragged !== undefined) {
		throw new DataError(`bradleyTerry: expected a square table, found ${wins.length} rows and one of ${ragged.length}`);
	}
	const bad = wins.flat().find((count) => !(count >= 0 && Number.isFinite(count)));
	if (bad !== undefined) throw new DataError(`bradleyTerry: expected counts of at least 0, found ${bad}`);
}

// Ford's condition (1957): along wins, everybody can be reached from everybody.
function everyoneReachable(table: readonly (readonly number[])[]): boolean {
	const reach = (beats: (from: number, to: number) => boolean) => {
		const seen = new Set([0]);
		for (const from of seen) {
			for (let to = 0; to < table.length; to++) if (beats(from, to)) seen.add(to);
		}
		return seen.size === table.length;
	};
	if (table.length < 2) return true;
	return reach((from, to) => (table[from]?.[to] ?? 0) > 0) && reach((from, to) => (table[to]?.[from] ?? 0) > 0);
}
