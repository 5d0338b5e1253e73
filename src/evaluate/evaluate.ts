import { setMaxListeners } from "node:events";
import { ConfigError, isAbort, isTouchstoneError, messageOf } from "../core/errors.ts";
import { mapLimit } from "../core/pool.ts";
import { version } from "../core/version.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import { withModels } from "../metric/with-models.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model } from "../model/model.ts";
import { noUsage, spentIn, sumUsage } from "../model/usage.ts";
import { wrap } from "../model/wrap.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { type Progress, type ProgressUpdate, progress } from "../notebook/progress.ts";
import { openScreen } from "../notebook/screen.ts";
import type { Program } from "../program/program.ts";
import { formatValue } from "../view/format.ts";
import type { Displayable } from "../view/view.ts";
import { answerTogether, type Engine, type EngineRecord } from "./engine.ts";
import { formatCorrectnessOf, latencyOf, scoringUsageOf, usageOfRows } from "./figures.ts";
import { makeReport } from "./make-report.ts";
import { plan } from "./plan.ts";
import { datasetRecord, modelRecords, programRecord, runtime } from "./provenance.ts";
import type { Report, Row } from "./report.ts";
import { runRow } from "./run-row.ts";
import { type ScoredRow, summarize } from "./summarize.ts";

export interface EvaluateOptions {
	/** For steps that have no model of their own. */
	readonly model?: Model;
	/** Name of the report; default: the models' ids. */
	readonly name?: string;
	/** Rows under way at once; default 4. */
	readonly concurrency?: number;
	/** Default: answers are kept on disk, so that a second run repeats no call. `false` asks every time. */
	readonly cache?: Middleware | false;
	/** For sampling models and for the bootstrap; default 0. */
	readonly seed?: number;
	/** The how-manieth repeat of this evaluation, from 0; see `stability`. */
	readonly sample?: number;
	/** Level of every interval; default 0.95. */
	readonly level?: number;
	/** Stops the run and returns the report of the rows that are done. The stop button and Ctrl-C do so by themselves. */
	readonly signal?: AbortSignal;
	/** Answers the first request of every row together, as one job (`aws.batch`); default: the rows are asked one by one. */
	readonly engine?: Engine;
	/** Where progress goes; default: a bar that suits the place. `false` is silent. */
	readonly progress?: Progress | false;
}

/** So many rows in a row whose model failed: the server is down, and the rest would only fill up with the same error. */
const hopeless = 10;

/**
 * Runs a program on every row and scores what comes out.
 *
 * One bad row never ends the run: it carries its error and the worst score there is. Errors that every row would meet (a wrong key, an
 * unknown model, a missing package) do. When the reader stops it, the report holds the rows that are done and says so.
 *
 * @param metrics each scores every row; `accuracy`-like ones mean, set-level ones (F1, kappa) aggregate
 * @returns rows, a summary with interval per metric, latency, cost, format correctness, provenance
 * @throws ConfigError, MissingDependencyError, a systemic ModelError; AbortedError when stopped before the first row
 * @example
 * const colour = signature({ name: "colour", instructions: "Name the colour.", input: { thing: z.string() }, output: { colour: z.string() } });
 * const data = dataset([{ thing: "snow", colour: "white" }, { thing: "coal", colour: "black" }], { input: ["thing"], expected: ["colour"] });
 * const model = scripted(['{"colour":"white"}', '{"colour":"white"}']);
 * const report = await evaluate(predict(colour).using(model), data, [metric.exact("colour")], { cache: false, progress: false });
 * report.summary.exact.value // => 0.5
 */
async function run<I, E, O>(
	program: Program<I, O>,
	data: Dataset<NoInfer<I>, E>,
	metrics: readonly Metric<NoInfer<I>, NoInfer<E>, NoInfer<O>>[],
	options: EvaluateOptions = {},
): Promise<Report<I, E, O>> {
	const { concurrency = 4, seed = 0, level = 0.95 } = options;
	checkOptions(metrics, concurrency, level);
	const layers = options.cache === false ? [] : [options.cache ?? cache()];
	// what a metric asks is kept as well: a run taken up again judges nothing twice
	const kept = [...layers];
	const scorers = metrics.map((metric) =>
		withModels(metric, (current) => {
			const model = current ?? options.model;
			return model === undefined ? undefined : wrap(model, ...kept);
		}),
	);
	const models = modelRecords(program, options.model);
	const name = options.name ?? (models.map((model) => model.id).join(" + ") || program.name);
	let bar: Progress | undefined;
	const startedAt = new Date();
	const rows: Row<I, E, O>[] = [];
	const running = tally(metrics.find((metric) => metric.aggregate === undefined)); // a whole-set figure is no mean of rows
	let stopped: string | undefined;
	let engine: EngineRecord | undefined;

	await withInterrupt(options.signal, async (signal) => {
		setMaxListeners(0, signal); // every row under way listens: beyond ten, Node would warn of a leak
		if (options.engine !== undefined) {
			const show =
				options.progress === false ? {} : { show: (value: Displayable) => openScreen().draw(value.view(), true) };
			const together = await answerTogether(options.engine, program, data, options, { signal, ...show });
			layers.push(together.layer);
			engine = together.record;
		}
		const asked = program.using((current) => {
			const model = current ?? options.model;
			return model === undefined ? undefined : wrap(model, ...layers);
		});
		if (options.progress !== false) bar = options.progress ?? progress(`${program.name}: ${name}`, data.length);
		const context = contextFor(options, seed, signal, bar);
		let failures = 0;
		try {
			await mapLimit(
				data.examples,
				concurrency,
				async (example) => {
					const row = await runRow(asked, example, scorers, context);
					failures = row.error?.code === "model" ? failures + 1 : 0;
					rows.push(row);
					running.add(row);
					bar?.update(running.update());
					if (failures >= hopeless && engine === undefined) throw new Hopeless(row.error?.message ?? "");
				},
				signal,
			);
		} catch (error) {
			if (!isAbort(error) && !(error instanceof Hopeless) && !isBudget(error)) throw error;
			if (rows.length === 0) throw error;
			stopped = messageOf(error);
		}
	}).finally(() =>
		bar?.done(stopped === undefined ? undefined : `${stopped}: ${rows.length} of ${data.length} rows are kept`),
	);

	const order = new Map(data.examples.map((example, index) => [example.id, index]));
	rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
	return makeReport(
		{
			format: 1,
			name,
			rows,
			...figures(rows, metrics, { level, seed }),
			spent: running.spent,
			run: {
				program: programRecord(program),
				models: modelRecords(program, options.model), // read again: a model knows its device only once it is loaded
				dataset: datasetRecord(data),
				seed,
				concurrency,
				version,
				runtime: runtime(),
				startedAt: startedAt.toISOString(),
				wallMs: Date.now() - startedAt.getTime(),
				...(engine === undefined ? {} : { engine }),
				...(stopped === undefined ? {} : { stopped }),
			},
		},
		metrics,
	);
}

/** The rows kept failing at the model. */
class Hopeless extends Error {
	constructor(last: string) {
		super(`${hopeless} rows one after another failed at the model (${last})`);
	}
}

function isBudget(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "budget";
}

function checkOptions(metrics: readonly { readonly name: string }[], concurrency: number, level: number): void {
	const names = metrics.map((metric) => metric.name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined)
		throw new ConfigError(
			`evaluate: expected metrics of different names, found "${twice}" twice. Rename one: { ...metric, name: "…" }`,
		);
	if (!(Number.isInteger(concurrency) && concurrency >= 1)) {
		throw new ConfigError(`evaluate: expected a whole concurrency >= 1, found ${concurrency}`);
	}
	if (!(level > 0 && level < 1)) throw new ConfigError(`evaluate: expected a level between 0 and 1, found ${level}`);
}

function contextFor(options: EvaluateOptions, seed: number, signal: AbortSignal, bar: Progress | undefined) {
	return {
		seed,
		signal,
		...(options.model === undefined ? {} : { model: options.model }),
		...(options.sample === undefined ? {} : { sample: options.sample }),
		...(bar === undefined ? {} : { onStatus: (text: string) => bar.status(text) }),
	};
}

/** Every figure of a report that follows from its rows. */
export function figures<I, E, O>(
	rows: readonly Row<I, E, O>[],
	metrics: readonly Metric<I, E, O>[],
	options: { readonly level: number; readonly seed: number },
) {
	const summary = metrics.map((metric) => {
		const scored = rows.map((row): ScoredRow<I, E, O> => {
			const score = row.scores[metric.name] ?? { value: null };
			const known = { input: row.input, expected: row.expected, trace: row.trace };
			return row.output === null ? { score, failed: known } : { score, case: { ...known, output: row.output } };
		});
		return [metric.name, summarize(metric, scored, options)] as const;
	});
	return {
		summary: Object.fromEntries(summary),
		formatCorrectness: formatCorrectnessOf(rows, options),
		latency: latencyOf(rows),
		usage: usageOfRows(rows),
		scoringUsage: scoringUsageOf(rows),
	};
}

/** Running figures for the bar, kept up row by row so that long runs stay cheap. */
function tally<I, E, O>(first: Metric<I, E, O> | undefined) {
	let done = 0;
	let cachedRows = 0;
	let failed = 0;
	let spent = noUsage;
	let sum = 0;
	let scored = 0;
	return {
		add(row: Row<I, E, O>): void {
			const sent = spentIn(row.trace);
			const value = first === undefined ? null : (row.scores[first.name]?.value ?? null);
			done++;
			if (row.error !== undefined) failed++;
			if (row.cachedCalls > 0 && sent.calls === 0) cachedRows++;
			spent = sumUsage([spent, sent]);
			if (value !== null) {
				sum += value;
				scored++;
			}
		},
		/** For the bar alone: writing a number as text costs more than all of the tally. */
		update(): ProgressUpdate {
			const mean = first && scored > 0 ? { mean: `${first.name} ${formatValue(sum / scored, first.unit)}` } : {};
			return { done, cached: cachedRows, failed, costUsd: spent.costUsd, ...mean };
		},
		get spent() {
			return spent;
		},
	};
}

/** Evaluation, and `evaluate.plan`: what it will take, before anything runs. */
export const evaluate = Object.assign(run, { plan });
