import type { ErrorRecord } from "../core/errors.ts";
import { meanFigure } from "../evaluate/summarize.ts";
import { sumUsage, type Usage } from "../model/usage.ts";
import { bootstrap } from "../stats/bootstrap.ts";
import { binomialTest } from "../stats/proportion.ts";
import type { Displayable } from "../view/view.ts";
import { type BothOrders, type PositionBias, positionBias } from "./bias/position.ts";
import { bradleyTerry } from "./bradley-terry.ts";

/** One row of two reports, compared. */
export interface DuelRow extends Partial<BothOrders> {
	readonly id: string;
	/** Positions of the two reports in `reports`. */
	readonly a: number;
	readonly b: number;
	/** Absent when the judge could not be read. */
	readonly winner?: "a" | "b" | "tie";
	/** True when the winner changed with the order, which makes it a tie; absent when the judge was not asked. */
	readonly flipped?: boolean;
	readonly reasons?: readonly [forward: string, backward: string];
	readonly error?: ErrorRecord;
	readonly usage: Usage;
}

/** Two reports against each other. */
export interface PairwiseStanding {
	readonly a: string;
	readonly b: string;
	readonly winsA: number;
	readonly winsB: number;
	readonly ties: number;
	/** Of the ties, those where the two orders disagreed. */
	readonly flipped: number;
	/** Rows on which the judge could not be read; they are in no other count. */
	readonly failed: number;
	/** Share of rows that b won, a tie counting half; 0.5 is even. null when no row was judged. */
	readonly winRate: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly method: string;
	/** Exact sign test over the rows that one of them won. */
	readonly p: number;
	readonly verdict: "better" | "worse" | "not distinguishable";
}

/** One report among several, by Bradley and Terry's model. */
export interface Strength {
	readonly name: string;
	/** Chance to beat a report of average strength, (0, 1). */
	readonly againstAverage: number;
	/** By resampling rows. */
	readonly low: number;
	readonly high: number;
}

export interface PairwiseData {
	readonly reports: readonly string[];
	/** Every two reports. */
	readonly standings: readonly PairwiseStanding[];
	/** Strongest first; null for two reports, where the win rate says it all. */
	readonly ranking: readonly Strength[] | null;
	readonly position: PositionBias;
	readonly rows: readonly DuelRow[];
	readonly level: number;
	readonly usage: Usage;
}

export type Pairwise = PairwiseData & Displayable;

/** Half a win each way between every two: so that a report which won or lost everything has a strength. */
const prior = 0.5;

/** What follows from compared rows: win rates, ranking, the judge's leaning to a place. */
export function pairwiseResult(
	reports: readonly string[],
	rows: readonly DuelRow[],
	{ level, seed }: { readonly level: number; readonly seed: number },
): PairwiseData {
	const pairs = reports.flatMap((_, a) => reports.flatMap((_, b) => (b > a ? [{ a, b }] : [])));
	const asked = rows.flatMap(({ forward, backward }) => (forward && backward ? [{ forward, backward }] : []));
	return {
		reports,
		standings: pairs.map(({ a, b }) => {
			const own = rows.filter((row) => row.a === a && row.b === b);
			return { a: reports[a] ?? "", b: reports[b] ?? "", ...standingOf(own, level, seed) };
		}),
		ranking: reports.length > 2 ? rankingOf(reports, rows, level, seed) : null,
		position: positionBias(asked, level),
		rows,
		level,
		usage: sumUsage(rows.map(({ usage }) => usage)),
	};
}

function standingOf(rows: readonly DuelRow[], level: number, seed: number): Omit<PairwiseStanding, "a" | "b"> {
	const judged = rows.filter(({ winner }) => winner !== undefined);
	const count = (winner: DuelRow["winner"]) => judged.filter((row) => row.winner === winner).length;
	const [winsA, winsB] = [count("a"), count("b")];
	const figure = meanFigure(
		judged.map(({ winner }) => (winner === "b" ? 1 : winner === "tie" ? 0.5 : 0)),
		{ name: "win rate", range: [0, 1] },
		{ level, seed },
	);
	const p = binomialTest(winsB, winsA + winsB);
	const { value: winRate, low, high, method } = figure;
	return {
		winsA,
		winsB,
		ties: count("tie"),
		flipped: judged.filter((row) => row.flipped).length,
		failed: rows.length - judged.length,
		winRate,
		low,
		high,
		method,
		p,
		verdict: p > 1 - level ? "not distinguishable" : winsB > winsA ? "better" : "worse",
	};
}

function rankingOf(reports: readonly string[], rows: readonly DuelRow[], level: number, seed: number): Strength[] {
	// all comparisons of one row are drawn together: they share its difficulty
	const ids = [...new Set(rows.map(({ id }) => id))];
	const byRow = ids.map((id) => rows.filter((row) => row.id === id));
	const strengths = (some: readonly (readonly DuelRow[])[]) =>
		bradleyTerry(winsOf(reports.length, some.flat()), { prior });
	const seen = strengths(byRow);
	const average = (strength = 1) => strength / (1 + strength);
	return reports
		.map((name, index) => {
			const statistic = (some: readonly (readonly DuelRow[])[]) => average(strengths(some)[index]);
			const { low, high } = bootstrap(byRow, statistic, { level, seed, method: "percentile", resamples: 500 });
			return { name, againstAverage: average(seen[index]), low, high };
		})
		.sort((x, y) => y.againstAverage - x.againstAverage);
}

/** [reports][reports]: how often the row's report beat the column's; a tie is half a win for each. */
function winsOf(reports: number, rows: readonly DuelRow[]): number[][] {
	const wins = Array.from({ length: reports }, () => new Array<number>(reports).fill(0));
	const add = (winner: number, loser: number, count: number) => {
		const row = wins[winner];
		if (row !== undefined) row[loser] = (row[loser] ?? 0) + count;
	};
	for (const { a, b, winner } of rows) {
		if (winner === undefined) continue;
		add(a, b, winner === "a" ? 1 : winner === "tie" ? 0.5 : 0);
		add(b, a, winner === "b" ? 1 : winner === "tie" ? 0.5 : 0);
	}
	return wins;
}
