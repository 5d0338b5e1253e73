import { ConfigError, DataError, ModelError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { type Dataset, fromExamples } from "../data/dataset.ts";
import { type EvaluateOptions, evaluate } from "../evaluate/evaluate.ts";
import { programRecord } from "../evaluate/provenance.ts";
import type { Report, Row } from "../evaluate/report.ts";
import type { Metric } from "../metric/metric.ts";
import type { Program } from "../program/program.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { readLooks, writeLooks } from "./watch-file.ts";
import type { LookRecord, WatchRow, WatchSubject } from "./watch-records.ts";
import { scoresOf, type WatchResult, watchData } from "./watch-result.ts";
import { watchView } from "./watch-view.ts";

export interface WatchOptions<I, E, O> {
	/** The report with which the program was accepted, such as a migration's `reports.optimized`. */
	readonly reference: Report;
	/** One of the reference's metrics: a mean of rows with a range that has two ends. */
	readonly metric: Metric<I, E, O>;
	/** 1 − the chance that the alarm ever rings without a loss; default 0.95. */
	readonly level?: number;
	/** Where the looks are kept, as JSON: the next session's watch goes on from there. */
	readonly file?: string;
	/** How to evaluate. Default: as `evaluate` does, but without a cache, which would hide a model that changed. */
	readonly evaluate?: Omit<EvaluateOptions, "name" | "level">;
}

export interface Watch<I, E> extends Displayable {
	/**
	 * Evaluates the program on new rows and asks whether its mean has fallen since the reference. Rows that the reference or
	 * an earlier look held are left out: they would say the same again.
	 *
	 * @throws DataError when no row is new; ModelError when no answer came (a server that is down is no drift): then nothing
	 * is booked; what `evaluate` throws
	 */
	look(data: Dataset<I, E>): Promise<WatchResult>;
	/** Where the watch stands. */
	result(): WatchResult;
}

/**
 * Watches a program in use: every look evaluates it on new rows and says whether it has drifted, that is, whether its mean
 * score has fallen below that of the reference.
 *
 * The alarm is `stats.driftAlarm`, testing by betting: while the program does as well as at the reference, the chance that
 * it *ever* rings, over all looks together, is at most 1 − level. Once it has rung it stays. "No sign of drift" is said
 * with the drop that could have been seen by now: on few rows that is little comfort. A fall may be the model's or the
 * rows': harder rows ring it too.
 *
 * @throws ConfigError when the reference lacks the metric, the metric is no mean of rows or has an open range, the file is
 * of another watch; DataError when the file is damaged
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @example
 * const parity = signature({ name: "parity", instructions: "Even or odd?", input: { n: z.number() }, output: { label: z.string() } });
 * const program = predict(parity).using(scripted(() => '{"label":"even"}'));
 * const rows = (from) => dataset([0, 1, 2, 3].map((n) => ({ n: from + n, label: n % 2 ? "odd" : "even" })), { input: ["n"], expected: ["label"] });
 * const accuracy = metric.accuracy("label");
 * const reference = await evaluate(program, rows(0), [accuracy], { cache: false, progress: false });
 * const watched = watch(program, { reference, metric: accuracy, evaluate: { progress: false } });
 * const { fresh, drifted } = await watched.look(rows(10));
 * [fresh.mean, drifted] // => [0.5, false]
 */
export function watch<I, E, O>(program: Program<I, O>, options: WatchOptions<NoInfer<I>, E, NoInfer<O>>): Watch<I, E> {
	const { reference, metric, file } = options;
	const subject = subjectOf(program, options);
	const accepted = reference.rows.map((row) => watchRow(row, metric));
	if (scoresOf(accepted).length === 0) {
		throw new ConfigError(`watch: expected a reference with scored rows, found none by ${metric.name}.`);
	}
	const notes = notesOn(program, reference);
	let looks: readonly LookRecord[] = [];
	let result: WatchResult;
	let looking = false;
	reload();

	/** Another process may have looked since. */
	function reload(): void {
		if (file !== undefined) looks = readLooks(file, subject);
		result = displayable(watchData(subject, accepted, looks, notes), watchView);
	}

	function seen(): ReadonlySet<string> {
		return new Set([...accepted, ...looks.flatMap(({ rows }) => rows)].map(({ key }) => key));
	}

	async function look(data: Dataset<I, E>): Promise<WatchResult> {
		reload();
		const known = seen();
		const fresh = data.examples.filter((example) => !known.has(keyOf(example)));
		if (fresh.length === 0) {
			throw new DataError(
				`watch: expected new rows, found all ${data.length} of ${data.name} in the reference or an earlier look. Collect new ones.`,
				{ dataset: data.name },
			);
		}
		const settings = { cache: false as const, ...options.evaluate };
		const report = await evaluate<I, E, O>(program, fromExamples(data.name, fresh), [metric], settings);
		checkAnswered(report as Report);

		reload();
		const since = seen();
		const rows = report.rows.map((row) => watchRow(row as Row, metric)).filter(({ key }) => !since.has(key));
		const { startedAt: at, stopped } = report.run;
		const seenBefore = data.length - fresh.length;
		looks = [...looks, { name: data.name, at, rows, seenBefore, ...(stopped === undefined ? {} : { stopped }) }];
		if (file !== undefined) writeLooks(file, subject, looks);
		result = displayable(watchData(subject, accepted, looks, notes), watchView);
		return result;
	}

	const watched = {
		async look(data: Dataset<I, E>): Promise<WatchResult> {
			if (looking) throw new ConfigError("watch: expected one look at a time, found a second. Await the first.");
			looking = true;
			try {
				return await look(data);
			} finally {
				looking = false;
			}
		},
		result: () => result,
	};
	return displayable(watched, () => watched.result().view());
}

function subjectOf<I, E, O>(program: Program<I, O>, options: WatchOptions<I, E, O>): WatchSubject {
	const { reference, metric, level = 0.95 } = options;
	const { name, direction, range, unit = "number" } = metric;
	if (!Object.hasOwn(reference.summary, name)) {
		throw new ConfigError(
			`watch: expected a metric of the reference (${Object.keys(reference.summary).join(", ")}), found ${name}. Evaluate the reference with it.`,
		);
	}
	if (metric.aggregate !== undefined) {
		throw new ConfigError(
			`watch: expected a metric that is a mean of rows, found ${name}, a figure of the whole set. Give one such as metric.accuracy.`,
		);
	}
	if (!range.every(Number.isFinite)) {
		throw new ConfigError(
			`watch: expected a metric whose range has two ends, found ${name} in [${range.join(", ")}]. Bound it by a metric of your own.`,
		);
	}
	const measured = reference.summary[name]?.range ?? range;
	if (measured[0] !== range[0] || measured[1] !== range[1]) {
		throw new ConfigError(
			`watch: expected ${name} as in the reference, in [${measured.join(", ")}], found it in [${range.join(", ")}]. Give the same metric.`,
		);
	}
	return {
		program: programRecord(program).hash,
		reference: hash(
			reference.rows.map((row) => [keyOf(row), row.scores[name]?.value ?? null]),
			16,
		),
		metric: name,
		direction,
		unit,
		range,
		level,
	};
}

function notesOn<I, O>(program: Program<I, O>, reference: Report): string[] {
	const { run } = reference;
	return [
		...(run.program.hash === programRecord(program).hash
			? []
			: ["The reference is of another program (other prompts, fields or steps): a drop need not be the model's."]),
		...(run.stopped === undefined ? [] : [`The reference is incomplete: ${run.stopped}.`]),
	];
}

/** A server that is down is not a model that got worse. */
function checkAnswered({ rows, run }: Report): void {
	const silent = rows.filter(({ error }) => error?.code === "model");
	const gaveUp = run.stopped !== undefined && silent.length >= 10;
	const [first] = silent;
	if (first === undefined || !(gaveUp || silent.length === rows.length)) return;
	throw new ModelError(
		`watch: expected answers, found ${silent.length} of ${rows.length} rows failed at the model (${first.error?.message}). Nothing is booked: look again when it answers.`,
		{ model: run.models.map(({ id }) => id).join(" + "), retryable: true },
	);
}

function keyOf({ input, expected }: { readonly input: unknown; readonly expected: unknown }): string {
	return hash([input, expected], 16);
}

function watchRow(row: Row, { name, range: [low, high] }: Pick<Metric, "name" | "range">): WatchRow {
	const { error } = row;
	const score = row.scores[name]?.value ?? null;
	return {
		key: keyOf(row),
		score: score === null ? null : Math.min(high, Math.max(low, score)), // metrics may miss the ends by a rounding error
		latencyMs: row.output === null ? null : row.latencyMs,
		costUsd: row.usage.costUsd,
		fits: error === undefined ? row.repairs === 0 : error.code === "output" ? false : null,
		...(error === undefined ? {} : { failed: error.message }),
	};
}
