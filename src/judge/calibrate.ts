import { DataError } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import { startTrace } from "../core/trace.ts";
import type { Example } from "../data/dataset.ts";
import type { RowScore } from "../evaluate/report.ts";
import { scoreRow } from "../evaluate/score-row.ts";
import type { Metric } from "../metric/metric.ts";
import { withModels } from "../metric/with-models.ts";
import { noUsage, sumUsage, type Usage, usageOf } from "../model/usage.ts";
import { displayable } from "../view/view.ts";
import { agreement, nearest } from "./agreement.ts";
import { leniencyBias } from "./bias/leniency.ts";
import { judgeNoise } from "./bias/noise.ts";
import { type BothOrders, positionBias, share } from "./bias/position.ts";
import { selfPreference } from "./bias/self-preference.ts";
import { verbosityBias } from "./bias/verbosity.ts";
import { type BiasReport, type Calibration, type CalibrationRow, cautionOf } from "./calibration.ts";
import { calibrationView } from "./calibration-view.ts";
import { type Label, labelScale } from "./label-value.ts";
import { pad } from "./pad.ts";
import type { PairwiseJudge } from "./pairwise.ts";
import { type JudgingOptions, modelsOf, runCases } from "./run-cases.ts";

export interface CalibrateOptions<I, E, O> extends JudgingOptions {
	/** What the judge judges: the output that stands in a labelled row. */
	readonly output: (example: Example<I, E>) => O;
	/** What people said of it: true for good, or a level of the judge's own scale. */
	readonly label: (example: Example<I, E>) => Label;
	/** Which generator wrote it: gives the test of self-preference. */
	readonly family?: (example: Example<I, E>) => string;
	/** The judge's own family among these, where one is. */
	readonly ownFamily?: string;
	/** The judged text, and an output with another text in its place: gives the tests of verbosity, with padded copies. */
	readonly text?: {
		readonly read: (output: O) => string;
		readonly replace: (output: O, text: string) => O;
		/** How many rows to judge a padded copy of; default 40. */
		readonly copies?: number;
	};
	/** A pairwise judge of the same model: gives the test of its leaning to a place. */
	readonly pairwise?: PairwiseJudge<I, E, O>;
	/** What two rows must share to be compared in a pair: the document, the question. Default: the whole input. */
	readonly about?: (example: Example<I, E>) => unknown;
	/** How many pairs to compare, each in both orders; default 40. */
	readonly pairs?: number;
	/** How often each row is judged: from 2 up gives the judge's noise. Default 1. */
	readonly repeats?: number;
	/** Labels that are true or false: values above this pass. Default: the middle of the metric's range. */
	readonly passAbove?: number;
	/** What the labels are, for tables. Default "author labels" for the shipped set, else "people's labels". */
	readonly labels?: string;
}

/**
 * How far a judge can be trusted: its agreement with labels, and the biases that judges are known for.
 *
 * Agreement is Cohen's kappa with its interval, beside the confusion table and the base rates. The bias report says of position,
 * verbosity, leniency, self-preference and noise what was found, or that it was not measured, since each but leniency needs
 * something from you. Where kappa's interval reaches down to 0.4 or less, `caution` says so; `judge.calibrated(metric,
 * calibration)` makes every table say it. Pass the calibration to `judge.correctedMean` to put the judge's mean right.
 *
 * @param judge any metric, judges above all
 * @param labelled a data set or rows of it; 100 or more give an interval that is worth something
 * @throws DataError when there is no row, or a label is not on the judge's scale
 * @see Zheng et al. 2023, arXiv:2306.05685, for the biases
 * @example
 * const length = { name: "long", direction: "higher", range: [0, 1], score: ({ output }) => ({ value: output.length > 3 ? 1 : 0 }) };
 * const rows = ["yes", "no", "certainly", "perhaps"].map((said, n) => ({ id: `${n}`, input: { said }, expected: { good: said.length > 3 } }));
 * const found = await calibrate(length, rows, { output: ({ input }) => input.said, label: ({ expected }) => expected.good, cache: false, progress: false });
 * found.agreement.kappa // => 1
 */
export async function calibrate<I, E, O>(
	judge: Metric<NoInfer<I>, NoInfer<E>, O>,
	labelled: Iterable<Example<I, E>>,
	options: CalibrateOptions<I, E, O>,
): Promise<Calibration> {
	const { level = 0.95, seed = 0, repeats = 1, family, text } = options;
	const examples = [...labelled];
	if (examples.length === 0) throw new DataError("judge.calibrate: expected at least one labelled row, found none");
	const scale = labelScale(judge, examples.map(options.label), options.passAbove);
	const { metric, models } = listed(judge, options);

	const judged = await runCases(`calibrating ${judge.name}`, examples, options, async (example, context) => {
		const scores: RowScore[] = [];
		for (let sample = 0; sample < repeats; sample++) {
			scores.push(await judgeOne(metric, example, options.output(example), { ...context, sample }));
		}
		return { example, scores };
	});
	const levelOf = (value: number) =>
		scale.passAbove === null ? nearest(value, scale.levels) : Number(value > scale.passAbove);
	const rows = judged.map(({ example, scores: [first] }): CalibrationRow => {
		const { value = null, reason, error } = first ?? {};
		return {
			id: example.id,
			label: scale.valueOf(options.label(example), example.id),
			value,
			level: value === null ? null : levelOf(value),
			...(family === undefined ? {} : { family: family(example) }),
			...(reason === undefined ? {} : { reason }),
			...(error === undefined ? {} : { error }),
		};
	});
	const read = rows.flatMap((row, index) => {
		const example = examples[index];
		return row.value === null || row.level === null || example === undefined
			? []
			: [{ ...row, value: row.value, level: row.level, example }];
	});
	// on a scale the value itself counts; of pass and fail, passing does
	const scoreOf = (value: number) => (scale.passAbove === null ? value : levelOf(value));

	const copies = text === undefined ? [] : await judgeCopies(metric, read, options, text);
	const position = await judgePairs(read, options);
	const meant = read.map(({ label }) => label);
	const bias: BiasReport = {
		position: position?.bias ?? null,
		verbosity:
			text === undefined
				? null
				: verbosityBias(
						read.map(({ example, value, label }) => ({
							score: scoreOf(value),
							length: text.read(options.output(example)).length,
							label,
						})),
						copies,
						{ level, seed },
					),
		leniency: leniencyBias(
			meant,
			read.map((row) => row.level),
			scale.levels,
			{ level, seed },
		),
		selfPreference:
			family === undefined
				? null
				: selfPreference(
						read.map(({ value, label, example }) => ({ score: scoreOf(value), label, family: family(example) })),
						{ level, own: options.ownFamily },
					),
		noise: judgeNoise(
			judged.map(({ scores }) => scores.flatMap(({ value }) => value ?? [])),
			level,
		),
	};
	const found = agreement(
		meant,
		read.map(({ value }) => scoreOf(value)),
		{ levels: scale.levels, level, seed },
	);
	const labels = options.labels ?? nameOf(labelled);
	const caution = cautionOf(found, labels);
	return displayable(
		{
			judge: judge.name,
			models: [...models],
			labels,
			kind: scale.kind,
			passAbove: scale.passAbove,
			failed: rows.length - read.length,
			agreement: found,
			bias,
			rows,
			usage: sumUsage([
				...judged.flatMap(({ scores }) => scores.flatMap(({ usage }) => usage ?? [])),
				...copies.map(({ usage }) => usage),
				position?.usage ?? noUsage,
			]),
			...(caution === undefined ? {} : { caution }),
		},
		calibrationView,
	);
}

/** The judge with the run's cache, and the names of the models that it asks. */
function listed<I, E, O>(judge: Metric<I, E, O>, options: JudgingOptions) {
	const models = new Set<string>();
	const choose = modelsOf(options);
	const metric = withModels(judge, (current, step) => {
		const model = choose(current, step);
		if (model !== undefined) models.add(model.id);
		return model;
	});
	return { metric, models };
}

function judgeOne<I, E, O>(
	metric: Metric<I, E, O>,
	{ input, expected }: Example<I, E>,
	output: O,
	context: Omit<Parameters<typeof scoreRow>[2], "trace">,
): Promise<RowScore> {
	const trace = startTrace(metric.name, "judge");
	return scoreRow(metric, { input, expected, output, trace: trace.data }, { ...context, trace });
}

interface Read<I, E> {
	readonly example: Example<I, E>;
	readonly value: number;
	readonly label: number;
}

/** Judges copies of some rows, spread evenly over them, with words added that say nothing. */
async function judgeCopies<I, E, O>(
	metric: Metric<I, E, O>,
	read: readonly Read<I, E>[],
	options: CalibrateOptions<I, E, O>,
	text: NonNullable<CalibrateOptions<I, E, O>["text"]>,
): Promise<{ readonly plain: number; readonly padded: number; readonly usage: Usage }[]> {
	const chosen = spread(read, text.copies ?? 40);
	const copies = await runCases("judging padded copies", chosen, options, async ({ example, value }, context) => {
		const output = options.output(example);
		const score = await judgeOne(metric, example, text.replace(output, pad(text.read(output))), context);
		return score.value === null ? [] : [{ plain: value, padded: score.value, usage: score.usage ?? noUsage }];
	});
	return copies.flat();
}

async function judgePairs<I, E, O>(
	read: readonly Read<I, E>[],
	options: CalibrateOptions<I, E, O>,
): Promise<{ readonly bias: NonNullable<BiasReport["position"]>; readonly usage: Usage } | undefined> {
	const { pairwise, level = 0.95, about = ({ input }) => input } = options;
	if (pairwise === undefined) return undefined;
	const pairs = spread(pairsOf(read, about), options.pairs ?? 40);
	const { duel } = pairwise.using(modelsOf(options));
	const duels = await runCases("judging pairs in both orders", pairs, options, async ([a, b], context) => {
		const trace = startTrace("pairwise", "judge");
		const done = await duel(a.example, options.output(a.example), options.output(b.example), { ...context, trace });
		return { a, b, done, usage: usageOf(trace.data) };
	});
	const both = duels.flatMap(({ done }): BothOrders[] => ("error" in done ? [] : [done]));
	const unlike = duels.flatMap(({ a, b, done }) =>
		"error" in done || a.label === b.label ? [] : [done.winner === (a.label > b.label ? "a" : "b")],
	);
	const right = share(unlike.filter(Boolean).length, unlike.length, level);
	return { bias: { ...positionBias(both, level), right }, usage: sumUsage(duels.map(({ usage }) => usage)) };
}

/** Neighbours among the rows about one thing; every second pair is turned round, so that no order of the rows shows. */
function pairsOf<I, E>(
	read: readonly Read<I, E>[],
	about: (example: Example<I, E>) => unknown,
): (readonly [Read<I, E>, Read<I, E>])[] {
	const groups = new Map<string, Read<I, E>[]>();
	for (const row of read) {
		const key = stableStringify(about(row.example));
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	const pairs = [...groups.values()].flatMap((group) =>
		group.flatMap((row, index) => {
			const next = group[index + 1];
			return next === undefined ? [] : [[row, next] as const];
		}),
	);
	return pairs.map(([a, b], index) => (index % 2 === 0 ? [a, b] : [b, a]));
}

/** At most `count` of the items, evenly spread. */
function spread<T>(items: readonly T[], count: number): T[] {
	if (items.length <= count) return [...items];
	return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}

function nameOf(labelled: unknown): string {
	const { name } = labelled as { readonly name?: unknown };
	return typeof name === "string" && name.startsWith("author-labels") ? "author labels" : "people's labels";
}
