import { AbortedError, ConfigError, isAbort, messageOf } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import type { Program } from "../program/program.ts";
import { passAtK, passHatK } from "../stats/pass.ts";
import { absent, formatCount, formatNumber, formatPercent, formatValue } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { type EvaluateOptions, evaluate } from "./evaluate.ts";
import type { Report, Summary } from "./report.ts";
import { mean } from "./summarize.ts";

/** One wording of the instructions, evaluated `repeats` times. */
export interface Wording {
	/** 0 is the program as given. */
	readonly number: number;
	readonly instructions: string;
	/** The metric's value in each repeat that was done and could be measured. */
	readonly values: readonly number[];
}

/**
 * Where the variance of the row scores comes from. The shares sum to 1, or are all 0 where nothing varied.
 * A two-way split by mean squares: rows are easy or hard, wordings good or bad, and what is left changes from one
 * repeat to the next (with the interaction of row and wording).
 */
export interface VarianceSplit {
	readonly rows: number;
	readonly wordings: number;
	readonly repeats: number;
}

export interface StabilityData {
	readonly metric: string;
	readonly unit: Summary["unit"];
	readonly rows: number;
	readonly repeats: number;
	readonly wordings: readonly Wording[];
	/** Standard deviation of the metric over wordings and repeats. */
	readonly standardDeviation: number;
	/** Share of rows that got one and the same score every time. */
	readonly steadyRows: number;
	readonly variance: VarianceSplit;
	/** Pass/fail metrics: mean chance that at least one of k tries passes, k = 1 … tries; else null. */
	readonly passAtK: readonly number[] | null;
	/** Pass/fail metrics: mean chance that all of k tries pass; else null. */
	readonly passHatK: readonly number[] | null;
	/** One per wording and repeat, in that order; a repeat that was stopped midway is left out. */
	readonly reports: readonly Report[];
	/** Set when the run ended before its last repeat: why. */
	readonly stopped?: string;
}

export type Stability = StabilityData & Displayable;

export interface StabilityOptions extends Omit<EvaluateOptions, "sample"> {
	/** How often each wording is asked; default 3. A greedy program answers the same each time: give it a temperature. */
	readonly repeats?: number;
	/** Other wordings of the instructions (write them, or have `paraphrase` write them). */
	readonly paraphrases?: readonly string[];
	/** The step whose instructions are reworded; needed when there are several. */
	readonly step?: string;
}

/**
 * How much a result moves when nothing that matters changes: the same question again, and the same task in other words.
 *
 * When the reader stops it, the repeats that are done are compared and the rest is left out.
 *
 * @throws ConfigError when `repeats` is below 1, or paraphrases are given and the step is unclear; AbortedError when
 * stopped before the first repeat was done
 */
export async function stability<I, E, O>(
	program: Program<I, O>,
	data: Dataset<NoInfer<I>, E>,
	metric: Metric<NoInfer<I>, NoInfer<E>, NoInfer<O>>,
	options: StabilityOptions = {},
): Promise<Stability> {
	const { repeats = 3, paraphrases = [], step, ...rest } = options;
	if (!(Number.isInteger(repeats) && repeats >= 1)) {
		throw new ConfigError(`stability: expected a whole number of repeats >= 1, found ${repeats}`);
	}
	const variants = wordingsOf(program, paraphrases, step);
	const runs: Report[][] = variants.map(() => []); // [wordings][repeats]
	let stopped: string | undefined;
	for (const [number, variant] of variants.entries()) {
		for (let sample = 0; sample < repeats && stopped === undefined; sample++) {
			const name = `wording ${number}, repeat ${sample + 1}`;
			const run = await oneRepeat(() => evaluate(variant.program, data, [metric], { ...rest, name, sample }));
			if (typeof run === "string") stopped = run;
			else runs[number]?.push(run as Report);
		}
	}
	if (stopped !== undefined && runs.flat().length === 0) throw new AbortedError(stopped);
	return displayable(
		{ ...summary(metric, variants, runs), repeats, ...(stopped === undefined ? {} : { stopped }) },
		view,
	);
}

/** A whole report, or why the run ended before its last row. */
async function oneRepeat<I, E, O>(run: () => Promise<Report<I, E, O>>): Promise<Report<I, E, O> | string> {
	try {
		const report = await run();
		return report.run.stopped ?? report;
	} catch (error) {
		if (isAbort(error)) return messageOf(error);
		throw error;
	}
}

interface Variant<I, O> {
	readonly program: Program<I, O>;
	readonly instructions: string;
}

function wordingsOf<I, O>(program: Program<I, O>, paraphrases: readonly string[], step?: string): Variant<I, O>[] {
	const paths = Object.keys(program.parameters);
	const path = step ?? paths[0];
	const parameters = path === undefined ? undefined : program.parameters[path];
	if (
		path === undefined ||
		parameters === undefined ||
		(step === undefined && paraphrases.length > 0 && paths.length > 1)
	) {
		throw new ConfigError(`stability: expected { step } to be one of ${paths.join(", ")}, found ${step ?? "none"}`);
	}
	return [
		{ program, instructions: parameters.instructions },
		...paraphrases.map((instructions) => ({
			program: program.with({ [path]: { ...parameters, instructions } }),
			instructions,
		})),
	];
}

function summary<I, O>(
	metric: Pick<Metric, "name" | "unit">,
	variants: readonly Variant<I, O>[],
	runs: readonly (readonly Report[])[],
): Omit<StabilityData, "repeats"> {
	const reports = runs.flat();
	const valuesOf = (some: readonly Report[]) => some.flatMap((report) => report.summary[metric.name]?.value ?? []);
	const ids = (reports[0]?.rows ?? []).map((row) => row.id);
	// only wordings with all their repeats: the split of the variance needs equal numbers
	const most = Math.max(...runs.map((some) => some.length));
	const even = runs.filter((some) => some.length === most);
	// [rows][wordings][repeats]; a row that was not scored every time says nothing about its own steadiness
	const scores = ids.flatMap((id) => {
		const row = even.map((some) => scoresOf(id, some, metric.name));
		return row.every((tries) => tries.length === most) ? [row] : [];
	});
	const tries = scores.map((row) => row.flat());
	const passFail = tries.length > 0 && tries.every((row) => row.every((value) => value === 0 || value === 1));
	return {
		metric: metric.name,
		unit: metric.unit ?? "number",
		rows: ids.length,
		wordings: variants.flatMap(({ instructions }, number) => {
			const some = runs[number] ?? [];
			return some.length === 0 ? [] : [{ number, instructions, values: valuesOf(some) }];
		}),
		standardDeviation: deviation(valuesOf(reports)),
		steadyRows: tries.length === 0 ? 0 : mean(tries.map((row) => (row.every((value) => value === row[0]) ? 1 : 0))),
		variance: splitVariance(scores),
		passAtK: passFail ? chances(tries, passAtK) : null,
		passHatK: passFail ? chances(tries, passHatK) : null,
		reports,
	};
}

function scoresOf(id: string, reports: readonly Report[], metric: string): number[] {
	return reports.flatMap((report) => report.rows.find((row) => row.id === id)?.scores[metric]?.value ?? []);
}

function chances(tries: readonly (readonly number[])[], chance: (n: number, c: number, k: number) => number): number[] {
	const n = tries[0]?.length ?? 0;
	return Array.from({ length: n }, (_, index) =>
		mean(tries.map((row) => chance(n, row.filter((value) => value === 1).length, index + 1))),
	);
}

/** Two-way split of the total sum of squares. scores: [rows][wordings][repeats]. */
function splitVariance(scores: readonly (readonly (readonly number[])[])[]): VarianceSplit {
	const all = scores.flat(2);
	if (all.length === 0) return { rows: 0, wordings: 0, repeats: 0 };
	const grand = mean(all);
	const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
	const total = squares(all);
	if (total === 0) return { rows: 0, wordings: 0, repeats: 0 };
	const perRow = all.length / scores.length;
	const rows = squares(scores.map((row) => mean(row.flat()))) * perRow;
	const wordingCount = scores[0]?.length ?? 1;
	const perWording = Array.from({ length: wordingCount }, (_, w) => mean(scores.flatMap((row) => row[w] ?? [])));
	const wordings = squares(perWording) * (all.length / wordingCount);
	return { rows: rows / total, wordings: wordings / total, repeats: Math.max(0, 1 - (rows + wordings) / total) };
}

function deviation(values: readonly number[]): number {
	if (values.length < 2) return 0;
	const center = mean(values);
	return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

function view(data: StabilityData): View {
	const { variance } = data;
	const stopped =
		data.stopped === undefined
			? ""
			: `INCOMPLETE: ${data.stopped}; ${formatCount(data.reports.length, "repeat")} done. `;
	const last = data.passAtK?.length ?? 0;
	const pass =
		data.passAtK === null || data.passHatK === null || last < 2
			? ""
			: ` At least one of ${last} tries passes: ${formatPercent(data.passAtK[last - 1] ?? null)}; all of ${last}: ${formatPercent(data.passHatK[last - 1] ?? null)}.`;
	return table({
		columns: [
			{ key: "number", label: "Wording" },
			{ key: "instructions", label: "Instructions" },
			{ key: "mean", label: data.metric, align: "right", format: (value) => formatValue(value, data.unit) },
			{ key: "range", label: "Lowest – highest repeat", align: "right" },
		],
		rows: data.wordings.map((wording) => ({
			number: wording.number,
			instructions: wording.instructions,
			mean: wording.values.length === 0 ? null : mean(wording.values),
			range:
				wording.values.length === 0
					? absent
					: `${formatValue(Math.min(...wording.values), data.unit)} – ${formatValue(Math.max(...wording.values), data.unit)}`,
		})),
		caption: oneLine(
			`Stability of ${data.metric}: ${formatCount(data.wordings.length, "wording")} × ${formatCount(data.repeats, "repeat")} on ${formatCount(data.rows, "row")}`,
		),
		note: `${stopped}${formatPercent(data.steadyRows)} of rows always got the same score. Standard deviation over wordings and repeats ${formatNumber(data.standardDeviation, 3)}. Variance: ${formatPercent(variance.rows)} rows, ${formatPercent(variance.wordings)} wordings, ${formatPercent(variance.repeats)} repeats.${pass}`,
		width: 140,
	});
}
