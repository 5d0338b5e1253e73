import { ConfigError, isTouchstoneError, ModelError, type OutputError } from "../core/errors.ts";
import { mapLimit } from "../core/pool.ts";
import { type Random, random } from "../core/random.ts";
import type { Example } from "../data/dataset.ts";
import type { Row } from "../evaluate/report.ts";
import { runRow } from "../evaluate/run-row.ts";
import { withModels } from "../metric/with-models.ts";
import type { Model, RunContext } from "../model/model.ts";
import type { ModelChoice, Program } from "../program/program.ts";
import type { Admission } from "./admission.ts";
import { checkBaseline } from "./baseline.ts";
import type { Calls, Meter } from "./calls.ts";
import { type Candidate, type Candidates, candidates, type ProgramParameters } from "./candidate.ts";
import { type ItemScore, itemScore, metricOn } from "./item-score.ts";
import { hopeless, outageWatch } from "./outage-watch.ts";
import { ProposalError } from "./proposal-error.ts";
import type { Screened } from "./screen.ts";
import type { Task } from "./task.ts";
import type { Trial } from "./trial.ts";

/** What an optimizer may do while it runs. Whatever it asks for is budgeted, recorded and shown. */
export interface Study<I, E, O> {
	readonly program: Program<I, O>;
	readonly task: Task<I, E, O>;
	/** The program as it was given. */
	readonly start: Candidate;
	readonly candidates: readonly Candidate[];
	readonly trials: readonly Trial[];
	/** Seeded by the task; fork it by name. */
	readonly random: Random;
	readonly signal: AbortSignal;
	/** The candidate with these parameters; equal parameters are one candidate. */
	candidate(parameters: ProgramParameters, parents: readonly Candidate[], origin: string): Candidate;
	/**
	 * A candidate's score on each example, in their order. A row is run once for a candidate: asked again, its score is
	 * remembered. Ask for one batch after the other, never two at once: that keeps a run exact to resume.
	 *
	 * @throws BudgetError when the rows that are not yet scored would not fit
	 */
	score(candidate: Candidate, examples: readonly Example<I, E>[], phase: string): Promise<readonly ItemScore[]>;
	/** The scores that are there already; undefined for rows not run. */
	known(candidate: Candidate, examples: readonly Example<I, E>[]): readonly (ItemScore | undefined)[];
	/** Runs a program on rows and keeps no score: for demos, by a teacher perhaps. `sample` is the how-manieth try. */
	attempt(
		program: Program<I, O>,
		examples: readonly Example<I, E>[],
		phase: string,
		sample?: number,
	): Promise<readonly Row<I, E, O>[]>;
	/** Asks the proposer; undefined when its answer did not fit the signature. */
	ask<P, R>(program: Program<P, R>, input: P, phase: string, sample?: number): Promise<R | undefined>;
	/**
	 * Asks for proposals until one passes its screen.
	 *
	 * @param propose makes the n-th try, n from 0
	 * @returns undefined when so many in a row were of no use
	 * @throws ProposalError when none of the whole run was of any use: another proposer is needed
	 */
	propose(propose: (attempt: number) => Promise<Screened | undefined>, tries?: number): Promise<string | undefined>;
	/** How many more rows the budget holds, as far as can be told. */
	roomForRows(): number;
	/** Notes a look at a candidate on rows that are scored, and shows it. */
	note(candidate: Candidate, examples: readonly Example<I, E>[], phase: string, decision?: string): void;
	/** Proposals asked for, and how many were of use. */
	readonly proposals: { readonly asked: number; readonly used: number };
}

export interface StudyParts<I, E, O> {
	readonly who: string;
	readonly program: Program<I, O>;
	readonly task: Task<I, E, O>;
	readonly calls: Calls;
	readonly admission: Admission;
	readonly proposer: Model | undefined;
	readonly signal: AbortSignal;
	readonly spentCalls: () => number;
	readonly onTrial: (trial: Trial) => void;
	readonly onStatus: (text: string) => void;
}

export function openStudy<I, E, O>(parts: StudyParts<I, E, O>): Study<I, E, O> {
	const { who, program, task, calls, admission, signal } = parts;
	const { seed = 0, concurrency = 4, metric } = task;
	const book: Candidates = candidates(program.parameters);
	const sheets = new Map<string, Map<Example<I, E>, ItemScore>>();
	const validate = new Set(task.validate.examples);
	const trials: Trial[] = [];
	const proposals = { asked: 0, used: 0 };
	const outage = outageWatch();

	const through =
		(phase: string, meter: Meter, fallback: Model | undefined): ModelChoice =>
		(current) => {
			const model = current ?? fallback;
			return model === undefined ? undefined : calls.through(model, phase, meter);
		};
	const context = (sample?: number): Omit<RunContext, "trace"> => ({
		seed,
		signal,
		onStatus: parts.onStatus,
		...(sample === undefined ? {} : { sample }),
	});

	/** Rows in order: the first alone where it is not known what a row costs, which another prompt may change. */
	async function rows(
		run: Program<I, O>,
		isNew: boolean,
		examples: readonly Example<I, E>[],
		phase: string,
		sample: number | undefined,
		onRow: (example: Example<I, E>, row: Row<I, E, O>) => void,
	): Promise<Row<I, E, O>[]> {
		admission.require("row", examples.length);
		const failed = outage.batch();
		const one = (example: Example<I, E>, place: number) =>
			admission.admit("row", signal, async (meter) => {
				const bound = run.using(through(phase, meter, task.model));
				const row = await runRow(
					bound,
					example,
					[withModels(metric, through(phase, meter, undefined))],
					context(sample),
				);
				onRow(example, row);
				if (failed(place, row.error?.code === "model")) {
					throw new ModelError(
						`${who}: ${hopeless} rows one after another failed at the model (${row.error?.message ?? ""})`,
						{ model: "", retryable: false, systemic: true },
					);
				}
				return row;
			});
		const [first] = examples;
		if (first === undefined) return [];
		const { tokens, usd } = task.budget;
		const alone = !admission.known("row") || (isNew && (tokens ?? usd) !== undefined) ? [await one(first, 0)] : [];
		const others = examples.slice(alone.length);
		if (alone.length > 0) admission.require("row", others.length);
		const go = (example: Example<I, E>, index: number) => one(example, index + alone.length);
		return [...alone, ...(await mapLimit(others, concurrency, go, signal))];
	}

	return {
		program,
		task,
		start: book.start,
		get candidates() {
			return book.all;
		},
		trials,
		random: random(seed).fork(who),
		signal,
		proposals,
		candidate: book.add,
		async score(candidate, examples, phase) {
			const sheet = sheets.get(candidate.id) ?? new Map<Example<I, E>, ItemScore>();
			sheets.set(candidate.id, sheet);
			const missing = examples.filter((example) => !sheet.has(example));
			await rows(program.with(candidate.parameters), sheet.size === 0, missing, phase, undefined, (example, row) =>
				sheet.set(example, itemScore(row, metric)),
			);
			if (candidate === book.start) checkBaseline(who, metric.name, [...sheet.values()]);
			return examples.map((example) => sheet.get(example) as ItemScore);
		},
		known: (candidate, examples) => examples.map((example) => sheets.get(candidate.id)?.get(example)),
		attempt: (run, examples, phase, sample) => rows(run, run !== program, examples, phase, sample, () => {}),
		async ask(asking, input, phase, sample) {
			if (parts.proposer === undefined) {
				throw new ConfigError(`${who}: expected a proposer, found none. Give the task one: { proposer: model }.`);
			}
			const { proposer } = parts;
			proposals.asked++;
			return admission.admit("proposal", signal, async (meter) => {
				try {
					return (await asking.using(through(phase, meter, proposer)).run(input, context(sample))).output;
				} catch (error) {
					if (isOutputError(error)) return undefined;
					throw error;
				}
			});
		},
		async propose(propose, tries = 5) {
			const reasons: string[] = [];
			for (let attempt = 0; attempt < tries; attempt++) {
				const screened = await propose(attempt);
				if (screened?.ok === true) {
					proposals.used++;
					return screened.text;
				}
				reasons.push(screened?.reason ?? "the answer did not fit the form asked for");
			}
			if (proposals.used > 0) return undefined;
			throw new ProposalError(
				`${who}: expected an instruction of use in ${tries} proposals, found none (${[...new Set(reasons)].join("; ")}). Give the task a stronger model: { proposer }.`,
			);
		},
		roomForRows: () => admission.room("row"),
		note(candidate, examples, phase, decision) {
			const scores = examples.flatMap((example) => sheets.get(candidate.id)?.get(example) ?? []);
			const trial: Trial = {
				number: trials.length + 1,
				candidate,
				phase,
				rows: examples.length,
				complete: examples.length === validate.size && examples.every((example) => validate.has(example)),
				value: metricOn(scores, metric),
				...(decision === undefined ? {} : { decision }),
				callsSpent: parts.spentCalls(),
			};
			trials.push(trial);
			parts.onTrial(trial);
		},
	};
}

function isOutputError(error: unknown): error is OutputError {
	return isTouchstoneError(error) && error.code === "output";
}
