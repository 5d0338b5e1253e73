/**
 * How often a winner is declared between prompts that are equally good, and how many observations a true difference takes.
 *
 *   npx tsx bench/false-alarms.ts [comparisons] [comparisons by reports] [repeats for power]     (1000 200 100)
 *
 * Rows differ in difficulty, each prompt finds some rows easier than the other does, and every answer is drawn anew, as
 * from a model at a temperature. On average over rows the prompts of a comparison are equal, so each winner is a false
 * alarm: at level 0.95 at most 5 % of comparisons may have one, 6.4 % with the binomial error of 1,000. Seeds are fixed.
 */
import { loadavg } from "node:os";
import { z } from "zod";
import { type Random, random } from "../src/core/random.ts";
import { datasetOf } from "../src/data/dataset.ts";
import { compare } from "../src/evaluate/compare.ts";
import { evaluate } from "../src/evaluate/evaluate.ts";
import type { Metric } from "../src/metric/metric.ts";
import { scripted } from "../src/model/scripted.ts";
import { predict } from "../src/program/predict.ts";
import { signature } from "../src/program/signature.ts";
import {
	driftAlarm,
	holm,
	pairedEvidence,
	sequentialPairedTest,
	sequentialTest,
	signFlip,
} from "../src/stats/index.ts";
import { formatTable } from "./table.ts";

const [comparisons = 1000, reports = 200, repeats = 100] = process.argv.slice(2).map(Number);
const range = [0, 1] as const;

type Kind = "pass/fail" | "graded";

/** An answer's score on a row: passed or not, or one of five grades. `shift` makes a prompt better, in logits. */
function answer(draw: Random, kind: Kind, difficulty: number, shift = 0): number {
	const chance = chanceOf(difficulty + 0.7 * draw.normal() + shift); // 0.7: the part of prompt × row
	const trials = kind === "pass/fail" ? 1 : 4;
	let passed = 0;
	for (let trial = 0; trial < trials; trial++) passed += draw.next() < chance ? 1 : 0;
	return passed / trials;
}

const difficultyOf = (draw: Random) => 1 + 1.5 * draw.normal();
const chanceOf = (logit: number) => 1 / (1 + Math.exp(-logit));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Scores of one prompt on rows of its own, as in split traffic. */
const traffic = (draw: Random, kind: Kind, rows: number, shift = 0) =>
	Array.from({ length: rows }, () => answer(draw, kind, difficultyOf(draw), shift));

/** Scores of several equal prompts on the same rows: [prompts][rows]. */
function onSameRows(draw: Random, kind: Kind, rows: number, prompts: number): number[][] {
	const difficulties = Array.from({ length: rows }, () => difficultyOf(draw));
	return Array.from({ length: prompts }, () => difficulties.map((difficulty) => answer(draw, kind, difficulty)));
}

interface Rule {
	readonly name: string;
	readonly kind: Kind;
	/** Whether a comparison of equal prompts ends in a winner. */
	readonly alarms: (draw: Random, repeat: number) => boolean;
}

const kinds: readonly Kind[] = ["pass/fail", "graded"];
const rules: readonly Rule[] = kinds.flatMap((kind): Rule[] => [
	{
		name: "take the higher score, 100 rows",
		kind,
		alarms(draw) {
			const [a = [], b = []] = onSameRows(draw, kind, 100, 2);
			return mean(a) !== mean(b);
		},
	},
	{
		name: "take the best of 10 candidates if it beats the base, 100 rows",
		kind,
		alarms(draw) {
			const [base = [], ...candidates] = onSameRows(draw, kind, 100, 11);
			return candidates.some((candidate) => mean(candidate) > mean(base));
		},
	},
	{
		name: "a paired 5 % test, but looked at every 20 of 2,000 rows",
		kind,
		alarms(draw) {
			const [a = [], b = []] = onSameRows(draw, kind, 2000, 2);
			return peeked(a.map((score, row) => (b[row] ?? 0) - score));
		},
	},
	{
		name: "paired evidence (the tests of `compare`), 100 rows",
		kind,
		alarms(draw, repeat) {
			const [a = [], b = []] = onSameRows(draw, kind, 100, 2);
			return pairedEvidence(a, b, { seed: repeat, resamples: 999 }).pTwoSided <= 0.05;
		},
	},
	{
		name: "the same with Holm over 10 candidates: any",
		kind,
		alarms(draw, repeat) {
			const [base = [], ...candidates] = onSameRows(draw, kind, 100, 11);
			const p = candidates.map((one) => pValues(kind, base, one, repeat).pTwoSided);
			return Math.min(...holm(p)) <= 0.05;
		},
	},
	{
		name: "the same one-sided (promotion): any",
		kind,
		alarms(draw, repeat) {
			const [base = [], ...candidates] = onSameRows(draw, kind, 100, 11);
			const p = candidates.map((one) => pValues(kind, base, one, repeat).pGreater);
			return Math.min(...holm(p)) <= 0.05;
		},
	},
	...[0.5, 0.1].map(
		(share): Rule => ({
			name: `sequentialTest, ${share * 100} % to the new one, looked at after each of 2,000`,
			kind,
			alarms: (draw) => observationsToDecide(draw, kind, share, 0, 2000).decided !== undefined,
		}),
	),
	{
		name: "sequentialPairedTest, looked at after each of 2,000 rows",
		kind,
		alarms: (draw) => rowsToDecide(draw, kind, 0, 2000).decided !== undefined,
	},
	...[50, 300].map(
		(reference): Rule => ({
			name: `driftAlarm, ${reference} reference rows, asked every 25 of 1,000 rows`,
			kind,
			alarms: (draw) => rowsToAlarm(draw, kind, { reference, before: 1000, shift: 0, most: 1000 }) !== undefined,
		}),
	),
]);

/** The p-values of `pairedEvidence`; of graded scores without its interval, as a bootstrap for each of 20,000 would take most of the time. */
function pValues(kind: Kind, base: readonly number[], other: readonly number[], seed: number) {
	if (kind === "pass/fail") return pairedEvidence(base, other);
	const { p, pGreater } = signFlip(other, base, { seed, resamples: 999 });
	return { pTwoSided: p, pGreater };
}

/** Whether a 5 % test of the mean difference says so at any look; a z test, as 100 exact ones would take hours. */
function peeked(differences: readonly number[]): boolean {
	let sum = 0;
	let squares = 0;
	return differences.some((difference, row) => {
		sum += difference;
		squares += difference ** 2;
		const n = row + 1;
		const error = Math.sqrt(((squares - sum ** 2 / n) / (n - 1)) * n);
		return n % 20 === 0 && Math.abs(sum) > 1.96 * error;
	});
}

function observationsToDecide(draw: Random, kind: Kind, share: number, shift: number, most: number) {
	const test = sequentialTest({ range });
	for (let n = 1; n <= most; n++) {
		const isNew = draw.next() < share;
		const [score = 0] = traffic(draw, kind, 1, isNew ? shift : 0);
		const decided = test.observe(isNew ? "treatment" : "control", score);
		if (decided !== undefined) return { n, decided };
	}
	return { n: Number.POSITIVE_INFINITY, decided: undefined };
}

function rowsToDecide(draw: Random, kind: Kind, shift: number, most: number) {
	const test = sequentialPairedTest({ range });
	for (let n = 1; n <= most; n++) {
		const difficulty = difficultyOf(draw);
		const decided = test.observe(answer(draw, kind, difficulty), answer(draw, kind, difficulty, shift));
		if (decided !== undefined) return { n, decided };
	}
	return { n: Number.POSITIVE_INFINITY, decided: undefined };
}

interface Watch {
	readonly reference: number;
	/** Fresh rows before the shift begins. */
	readonly before: number;
	readonly shift: number;
	readonly most: number;
}

/** Fresh rows after the shift at which the alarm rings; undefined when it does not. */
function rowsToAlarm(draw: Random, kind: Kind, { reference, before, shift, most }: Watch): number | undefined {
	const accepted = traffic(draw, kind, reference);
	const fresh = [...traffic(draw, kind, before), ...traffic(draw, kind, most - before, shift)];
	for (let n = 25; n <= most; n += 25) {
		if (driftAlarm(accepted, fresh.slice(0, n), { range }).alarm) return n - before;
	}
	return undefined;
}

/** The same question on the real path: two reports that `evaluate` made with a scripted model, and `compare`. */
async function alarmsOfReports(kind: Kind): Promise<number> {
	const task = signature({ name: "task", instructions: "Grade.", input: { n: z.number() }, output: { v: z.number() } });
	const rows = Array.from({ length: 60 }, (_, n) => ({ n, v: 1 }));
	const data = datasetOf(rows, { name: "rows", input: ["n"], expected: ["v"] });
	const grade: Metric<{ n: number }, { v: number }, { v: number }> = {
		name: "grade",
		direction: "higher",
		range: [0, 1],
		score: ({ output }) => ({ value: output.v }),
	};
	const report = (comparison: number, name: string) => {
		const model = scripted(
			(request) => {
				const n = Number(/<n>(\d+)<\/n>/.exec(JSON.stringify(request))?.[1]);
				const difficulty = difficultyOf(random(`${comparison} row ${n}`));
				return JSON.stringify({ v: answer(random(`${comparison} ${name} ${kind} ${n}`), kind, difficulty) });
			},
			{ id: name, identity: `${comparison} ${name}` },
		);
		return evaluate(predict(task).using(model), data, [grade], { cache: false, progress: false });
	};
	let alarms = 0;
	for (let comparison = 0; comparison < reports; comparison++) {
		const [a, b] = [await report(comparison, "a"), await report(comparison, "b")];
		const { metrics } = compare(a, b, { seed: comparison });
		if (metrics.length !== 1) throw new Error(`bench: expected one metric compared, found ${metrics.length}`);
		if (metrics.some((metric) => metric.verdict !== "not distinguishable")) alarms++;
	}
	return alarms;
}

/** The shift in logits that moves the mean score by `difference`, by bisection over 20,000 rows. */
function shiftFor(difference: number): number {
	const draw = random("shift");
	const logits = Array.from({ length: 20_000 }, () => difficultyOf(draw) + 0.7 * draw.normal());
	const level = mean(logits.map(chanceOf));
	let [low, high] = [-5, 5];
	while (high - low > 1e-4) {
		const middle = (low + high) / 2;
		if (mean(logits.map((logit) => chanceOf(logit + middle))) - level < difference) low = middle;
		else high = middle;
	}
	return low;
}

/** Rows (of each prompt, or pairs) that a single look wants for a power of 0.8 at level 0.95. */
function rowsForOneLook(variance: number, difference: number): number {
	return Math.ceil(((1.959964 + 0.841621) ** 2 * variance) / difference ** 2);
}

function variance(values: readonly number[]): number {
	const center = mean(values);
	return mean(values.map((value) => (value - center) ** 2));
}

function quantileOf(values: readonly number[], share: number): string {
	const value = [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
	return Number.isFinite(value) ? String(value) : "not reached";
}

console.log(`load ${loadavg()[0]?.toFixed(1)}; Node ${process.versions.node}\n`);
const limit = 0.05 + 1.96 * Math.sqrt((0.05 * 0.95) / comparisons);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const alarmRows = rules.map(({ name, kind, alarms }) => {
	let found = 0;
	for (let repeat = 0; repeat < comparisons; repeat++) {
		if (alarms(random(`${name} ${kind} ${repeat}`), repeat)) found++;
	}
	process.stderr.write(`${name}, ${kind}: ${percent(found / comparisons)}\n`);
	return [name, kind, String(comparisons), percent(found / comparisons)];
});
for (const kind of kinds) {
	const found = await alarmsOfReports(kind);
	alarmRows.push(["`compare` of two reports by `evaluate`, 60 rows", kind, String(reports), percent(found / reports)]);
}
console.log(
	`Winners declared between equal prompts (with binomial error at most ${percent(limit)} of ${comparisons})\n`,
);
console.log(formatTable(["rule", "scores", "comparisons", "winners"], alarmRows));

const powerRows = [0.05, 0.1, 0.2].flatMap((difference) =>
	kinds.flatMap((kind) => {
		const shift = shiftFor(difference);
		const loss = shiftFor(-difference);
		const draw = random(`variance ${kind}`);
		const old = traffic(draw, kind, 20_000);
		const better = traffic(draw, kind, 20_000, shift);
		const gains = Array.from({ length: 20_000 }, () => {
			const difficulty = difficultyOf(draw);
			return answer(draw, kind, difficulty, shift) - answer(draw, kind, difficulty);
		});
		const each = rowsForOneLook(variance(old) + variance(better), difference);
		const tenth = rowsForOneLook(variance(old) / 0.9 + variance(better) / 0.1, difference);
		const pairs = rowsForOneLook(variance(gains), difference);
		const draws = (rule: string) =>
			Array.from({ length: repeats }, (_, repeat) => random(`${rule} ${difference} ${kind} ${repeat}`));
		const row = (name: string, oneLook: string, found: readonly number[]) => {
			process.stderr.write(`${difference} ${kind} ${name}\n`);
			return [String(difference), kind, name, oneLook, quantileOf(found, 0.5), quantileOf(found, 0.8)];
		};
		const ab = (share: number) =>
			draws(`share ${share}`).map((one) => observationsToDecide(one, kind, share, shift, 40_000).n);
		const watch = (before: number) =>
			draws(`after ${before}`).map(
				(one) =>
					rowsToAlarm(one, kind, { reference: 1000, before, shift: loss, most: before + 2000 }) ??
					Number.POSITIVE_INFINITY,
			);
		return [
			row("A/B 50:50, both arms together", String(2 * each), ab(0.5)),
			row("A/B 90:10, both arms together", String(tenth), ab(0.1)),
			row(
				"pairs",
				String(pairs),
				draws("pairs").map((one) => rowsToDecide(one, kind, shift, 40_000).n),
			),
			row("drift at once, 1,000 reference rows", "–", watch(0)),
			row("drift after 500 good rows, likewise", "–", watch(500)),
		];
	}),
);
console.log(
	`\nObservations until a true difference is declared (${repeats} repeats; one look: planned for a power of 0.8)\n`,
);
console.log(formatTable(["difference", "scores", "rule", "one look", "median", "80 % by"], powerRows));
