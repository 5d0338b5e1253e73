import { formatP } from "../evaluate/compare-view.ts";
import { formatCount, formatInterval, formatPercent } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { type Cell, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import type { PositionBias } from "./bias/position.ts";
import type { PairwiseData, PairwiseStanding } from "./pairwise-result.ts";

/** Who beat whom, the ranking where there is one, and how far the judge's verdicts hung on the order. */
export function pairwiseView(data: PairwiseData): View {
	const standings = table({
		columns: [
			{ key: "b", label: "Report" },
			{ key: "a", label: "against" },
			{ key: "winRate", label: "Win rate", align: "right" },
			{ key: "counts", label: "won – tied – lost", align: "right" },
			{ key: "p", label: "p", align: "right" },
			{ key: "verdict", label: "Verdict", format: (cell) => cell },
		],
		rows: data.standings.map((one) => ({
			b: oneLine(one.b),
			a: oneLine(one.a),
			winRate: formatInterval({ mean: one.winRate, low: one.low, high: one.high }),
			counts: `${one.winsB} – ${one.ties} – ${one.winsA}`,
			p: formatP(one.p),
			verdict: verdictCell(one),
		})),
		caption: "Compared side by side, in both orders",
		note: noteOf(data),
		width: 140,
	});
	return data.ranking === null ? standings : stack([standings, rankingView(data)]);
}

function verdictCell({ verdict }: PairwiseStanding): Cell {
	if (verdict === "not distinguishable") return verdict;
	return { text: verdict, mark: verdict === "better" ? "best" : "warning" };
}

function noteOf({ position, standings, level }: PairwiseData): string {
	const failed = standings.reduce((sum, one) => sum + one.failed, 0);
	const unread = failed === 0 ? "" : ` The judge could not be read on ${formatCount(failed, "comparison")}.`;
	return `A tie counts half; where the orders disagree it is a tie. Brackets are ${Math.round(level * 100)} % intervals. ${positionSentence(position)}${unread}`;
}

/** How far the verdicts hung on the order, in a sentence. */
export function positionSentence({ pairs, flips, firstWins, favours, p }: PositionBias): string {
	if (pairs === 0) return "No pair was judged in both orders.";
	const figures = `the verdict turned with the order on ${formatPercent(flips.value)} of ${formatCount(pairs, "pair")}, the first place won ${formatInterval({ mean: firstWins.value, low: firstWins.low, high: firstWins.high })} of the verdicts`;
	const found = favours === null ? "No place was favoured" : `The judge favours the ${favours} place`;
	return `${found} (p ${p < 0.001 ? "< 0.001" : `= ${formatP(p)}`}): ${figures}.`;
}

function rankingView({ ranking, level }: PairwiseData): View {
	return table({
		columns: [
			{ key: "rank", label: "#" },
			{ key: "name", label: "Report" },
			{ key: "strength", label: "beats an average one", align: "right" },
		],
		rows: (ranking ?? []).map((one, index) => ({
			rank: index + 1,
			name: oneLine(one.name),
			strength: formatInterval({ mean: one.againstAverage, low: one.low, high: one.high }),
		})),
		caption: "Ranking by Bradley and Terry's model",
		note: `${Math.round(level * 100)} % intervals by resampling rows; one imaginary tie between every two keeps strengths finite.`,
	});
}
