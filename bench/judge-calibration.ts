/**
 * Whether the figures of a calibration keep what they promise, on a simulated judge whose errors are known.
 *
 *   npx tsx bench/judge-calibration.ts [seeds] [labelled] [judged]     (1000 100 1000)
 *
 * Each seed draws labelled and judged rows anew. The intervals of kappa and of both corrected means are made by the same
 * functions as in `judge.calibrate` and `judge.correctedMean`, and are right when they cover the truth in 93 to 97 % of the
 * seeds. The leaning to a place is tested through `judge.pairwise` itself, on a scripted judge.
 */
import { loadavg } from "node:os";
import { type Random, random } from "../src/core/random.ts";
import { startTrace } from "../src/core/trace.ts";
import { agreement } from "../src/judge/agreement.ts";
import { type BothOrders, positionBias } from "../src/judge/bias/position.ts";
import { correctedMean } from "../src/judge/corrected-mean.ts";
import { pairwise } from "../src/judge/pairwise.ts";
import { scripted } from "../src/model/scripted.ts";
import { formatTable } from "./table.ts";

const [seeds = 1000, labelled = 100, judged = 1000] = process.argv.slice(2).map(Number);

interface SimulatedJudge {
	/** Share of rows that are good. */
	readonly good: number;
	readonly sensitivity: number;
	readonly specificity: number;
}

const judges: readonly SimulatedJudge[] = [
	{ good: 0.5, sensitivity: 0.85, specificity: 0.8 },
	{ good: 0.3, sensitivity: 0.9, specificity: 0.75 },
	{ good: 0.7, sensitivity: 0.7, specificity: 0.9 },
];

function draw(source: Random, n: number, { good, sensitivity, specificity }: SimulatedJudge) {
	return Array.from({ length: n }, (_, index) => {
		const label = source.next() < good ? 1 : 0;
		const level = source.next() < (label === 1 ? sensitivity : 1 - specificity) ? 1 : 0;
		return { id: String(index), label, level, value: level };
	});
}

/** Kappa of judge and label over all rows that could be drawn. */
function trueKappa({ good, sensitivity, specificity }: SimulatedJudge): number {
	const passed = good * sensitivity + (1 - good) * (1 - specificity);
	const observed = good * sensitivity + (1 - good) * specificity;
	const byChance = good * passed + (1 - good) * (1 - passed);
	return (observed - byChance) / (1 - byChance);
}

function coverage(judge: SimulatedJudge) {
	const covered = { kappa: 0, powered: 0, corrected: 0 };
	let alone = 0;
	for (let seed = 0; seed < seeds; seed++) {
		const source = random(seed).fork(`${judge.good} ${judge.sensitivity} ${judge.specificity}`);
		const rows = draw(source, labelled, judge);
		const rest = draw(source, judged, judge).map(({ level }) => level);
		const { low, high } = agreement(
			rows.map(({ label }) => label),
			rows.map(({ level }) => level),
			{ levels: [0, 1], seed },
		);
		const truth = trueKappa(judge);
		if (low !== null && high !== null && low <= truth && truth <= high) covered.kappa++;
		const mean = correctedMean(rest, { judge: "simulated", passAbove: 0.5, rows });
		const holds = (interval: { readonly low: number; readonly high: number } | undefined) =>
			interval !== undefined && interval.low <= judge.good && judge.good <= interval.high;
		if (holds(mean.predictionPowered.interval)) covered.powered++;
		if (holds(mean.misclassification?.interval)) covered.corrected++;
		alone += mean.judgeMean / seeds;
	}
	return { covered, alone, truth: trueKappa(judge) };
}

const percent = (count: number, of = seeds) => `${((100 * count) / of).toFixed(1)} %`;

console.log(`load ${loadavg()[0]?.toFixed(1)}, ${seeds} seeds, ${labelled} labelled and ${judged} judged rows\n`);
console.log(
	formatTable(
		[
			"good rows",
			"sensitivity",
			"specificity",
			"true kappa",
			"kappa covered",
			"judge alone",
			"prediction-powered",
			"error rates",
		],
		judges.map((judge) => {
			const { covered, alone, truth } = coverage(judge);
			return [
				percent(judge.good, 1),
				String(judge.sensitivity),
				String(judge.specificity),
				truth.toFixed(3),
				percent(covered.kappa),
				percent(alone, 1),
				percent(covered.powered),
				percent(covered.corrected),
			];
		}),
	),
);

/** 40 pairs by a scripted judge that is right in three of four verdicts, and in `toFirst` of them takes the first place unread. */
async function favoured(toFirst: number, seed: number): Promise<string | null> {
	const source = random(seed).fork(`place ${toFirst}`);
	const model = scripted((request) => {
		const text = JSON.stringify(request.messages);
		const better = text.indexOf("the good one") < text.indexOf("the poor one") ? "first" : "second";
		const other = better === "first" ? "second" : "first";
		const says = source.next() < toFirst ? "first" : source.next() < 0.75 ? better : other;
		return `<thinking>So.</thinking><winner>${says}</winner>`;
	});
	const { duel } = pairwise<unknown, unknown, string>({
		criteria: "The good one is better.",
		answer: (text) => text,
		model,
	});
	const pairs: BothOrders[] = [];
	for (let pair = 0; pair < 40; pair++) {
		const done = await duel({ input: {}, expected: {} }, "the good one", "the poor one", {
			trace: startTrace("pair"),
			seed,
		});
		if (!("error" in done)) pairs.push(done);
	}
	return positionBias(pairs).favours;
}

async function flagged(toFirst: number): Promise<number> {
	let count = 0;
	for (let seed = 0; seed < seeds; seed++) if ((await favoured(toFirst, seed)) !== null) count++;
	return count;
}

const rates = [0, 0.2, 0.4];
const flags = await Promise.all(rates.map((toFirst) => flagged(toFirst)));
const lines = rates.map((toFirst, index) => [percent(toFirst, 1), percent(flags[index] ?? 0)]);
console.log(`\n${formatTable(["takes the first place unread", "flagged"], lines)}`);
