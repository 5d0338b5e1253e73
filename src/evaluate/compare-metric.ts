import { random } from "../core/random.ts";
import type { Metric } from "../metric/metric.ts";
import { bootstrap } from "../stats/bootstrap.ts";
import { mcnemar } from "../stats/mcnemar.ts";
import { pairedProportions } from "../stats/paired-proportions.ts";
import { fewestApart, pairsToDecide, pairsToDecideBinary } from "../stats/power.ts";
import { signFlip } from "../stats/sign-flip.ts";
import type { MetricComparison } from "./comparison.ts";
import type { Row, Summary } from "./report.ts";
import { mean, type SetRow, seenSpread, setFigureOf, setRowOf } from "./summarize.ts";

/** A row of one report beside the same row of the other. */
export type Pair = readonly [a: Row, b: Row];

/** A metric's comparison before Holm's correction over the metrics. */
export type Undecided = Omit<MetricComparison, "verdict" | "adjustedP">;
export interface Settings {
	readonly level: number;
	readonly seed: number;
	/** Metrics looked at: Holm's correction asks the smallest p of so many to pass. */
	readonly looks: number;
}

/**
 * One metric on the rows that both reports scored.
 *
 * @param metric the metric itself, needed for a figure of the whole set only
 * @returns undefined when no row was scored by both, or a whole-set figure's metric is not at hand
 */
export function compareMetric(
	summary: Summary,
	pairs: readonly Pair[],
	metric: Metric | undefined,
	settings: Settings,
): Undecided | undefined {
	const { name } = summary;
	const caution = summary.caution === undefined ? {} : { caution: summary.caution };
	const base = { metric: name, direction: summary.direction, unit: summary.unit, ...caution };
	if (summary.wholeSet) return metric && compareSets(base, pairs, metric, settings);
	const scored = pairs.flatMap(([x, y]) => {
		const [va, vb] = [x.scores[name]?.value, y.scores[name]?.value];
		return va === null || va === undefined || vb === null || vb === undefined ? [] : [[va, vb] as const];
	});
	if (scored.length === 0) return undefined;
	const sign = summary.direction === "higher" ? 1 : -1;
	const counts = {
		rows: scored.length,
		better: scored.filter(([va, vb]) => sign * (vb - va) > 0).length,
		worse: scored.filter(([va, vb]) => sign * (vb - va) < 0).length,
		same: scored.filter(([va, vb]) => va === vb).length,
	};
	const values = { a: mean(scored.map(([va]) => va)), b: mean(scored.map(([, vb]) => vb)) };
	const passFail = scored.every(([va, vb]) => [0, 1].includes(va) && [0, 1].includes(vb));
	const outcome = passFail ? passFailTest(scored, settings) : scoreTest(scored, settings);
	return { ...base, ...counts, ...values, difference: values.b - values.a, ...outcome };
}

type Outcome = Pick<MetricComparison, "low" | "high" | "p" | "test" | "moreRows">;
type Scored = readonly (readonly [a: number, b: number])[];

function passFailTest(scored: Scored, { level, looks }: Settings): Outcome {
	const onlyA = scored.filter(([va, vb]) => va > vb).length;
	const onlyB = scored.filter(([va, vb]) => vb > va).length;
	const { low, high } = pairedProportions(onlyA, onlyB, scored.length, level);
	return {
		low,
		high,
		p: mcnemar(onlyA, onlyB).exactP,
		test: "McNemar, exact",
		moreRows: pairsToDecideBinary(onlyA, onlyB, scored.length, { level: strictest(level, looks) }),
	};
}

function scoreTest(scored: Scored, { level, seed, looks }: Settings): Outcome {
	const differences = scored.map(([va, vb]) => vb - va);
	const { low, high } = seenSpread(bootstrap(differences, mean, { level, seed }));
	const flip = signFlip(
		scored.map(([, vb]) => vb),
		scored.map(([va]) => va),
		{ seed },
	);
	return {
		low,
		high,
		p: flip.p,
		test: flip.exact ? "sign flip, exact" : "sign flip, 10,000 draws",
		moreRows: moreRowsOf(differences, strictest(level, looks)),
	};
}

// The forecast knows the size of the difference alone; the exact test also needs rows enough to come out at all.
function moreRowsOf(differences: readonly number[], level: number): number | null {
	const more = pairsToDecide(differences, { level });
	return more === null ? null : Math.max(more, fewestApart(level) - differences.length);
}

function strictest(level: number, looks: number): number {
	return 1 - (1 - level) / looks;
}

const swaps = 2000;

type SetPair = readonly [a: SetRow, b: SetRow];

// A figure of the whole set has no value per row: its interval resamples pairs, its test swaps a and b within pairs.
function compareSets(
	base: Pick<MetricComparison, "metric" | "direction" | "unit" | "caution">,
	all: readonly Pair[],
	metric: Metric,
	{ level, seed }: Settings,
): Undecided | undefined {
	// as in the report, a row that could not be scored is left out
	const usable = (row: Row) => row.output === null || row.scores[metric.name]?.error === undefined;
	const pairs = all.filter(([x, y]) => usable(x) && usable(y)).map(([x, y]): SetPair => [setRowOf(x), setRowOf(y)]);
	const figure = (side: 0 | 1) => (some: readonly SetPair[]) =>
		setFigureOf(
			metric,
			some.map((pair) => pair[side]),
		);
	const difference = (some: readonly SetPair[]) => {
		const [va, vb] = [figure(0)(some), figure(1)(some)];
		return va === null || vb === null ? null : vb - va;
	};
	const [va, vb] = [figure(0)(pairs), figure(1)(pairs)];
	if (va === null || vb === null) return undefined;
	const seen = vb - va;
	const { low, high } = seenSpread(
		bootstrap(pairs, difference, { level, seed, method: "percentile", resamples: 1000 }),
	);
	const draw = random(seed).fork(`swap ${metric.name}`);
	let asExtreme = 0;
	for (let i = 0; i < swaps; i++) {
		const swapped = difference(pairs.map(([x, y]) => (draw.next() < 0.5 ? [x, y] : [y, x])));
		if (swapped === null || Math.abs(swapped) >= Math.abs(seen) - 1e-12) asExtreme++;
	}
	return {
		...base,
		rows: pairs.length,
		a: va,
		b: vb,
		difference: seen,
		low,
		high,
		p: (asExtreme + 1) / (swaps + 1),
		test: `swapped rows, ${swaps} draws`,
		better: null,
		worse: null,
		same: null,
		moreRows: null,
	};
}
