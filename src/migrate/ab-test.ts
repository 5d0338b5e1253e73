import { ConfigError, isAbort, isTouchstoneError, messageOf } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { random } from "../core/random.ts";
import { type Span, startTrace } from "../core/trace.ts";
import { modelRecords, programRecord } from "../evaluate/provenance.ts";
import type { RowScore } from "../evaluate/report.ts";
import { scoreRow } from "../evaluate/score-row.ts";
import type { Metric } from "../metric/metric.ts";
import type { RunContext } from "../model/model.ts";
import { modelCalls, usageOf } from "../model/usage.ts";
import type { Prediction, Program } from "../program/program.ts";
import type { Arm } from "../stats/sequential-test.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { openAbTestFile } from "./ab-test-file.ts";
import type { AbTestRules, AbTestSide, AnswerRecord } from "./ab-test-records.ts";
import type { AbTestResult } from "./ab-test-result.ts";
import { abTestTally, checkScore } from "./ab-test-tally.ts";
import { abTestView } from "./ab-test-view.ts";

export interface AbTestOptions<I, E, O> {
	/** What answers today. */
	readonly control: { readonly name: string; readonly program: Program<I, O> };
	/** What may replace it. */
	readonly treatment: { readonly name: string; readonly program: Program<I, O> };
	/** Scores answers whose expected value is known at once, and says how scores read: direction, unit, range. */
	readonly metric?: Metric<NoInfer<I>, E, NoInfer<O>>;
	/** The lowest and the highest score there can be; default: the metric's. Without a metric, higher is better. */
	readonly range?: readonly [low: number, high: number];
	/** 1 − the chance that equal arms are ever called unequal; default 0.95. */
	readonly level?: number;
	/** Share of the keys that the treatment answers, (0, 1); default 0.5. */
	readonly share?: number;
	/** Another seed sends other keys to the treatment; default 0. */
	readonly seed?: number;
	/** Where answers and scores are kept, one JSON line each: a test that was stopped goes on where it was. */
	readonly file?: string;
}

export interface AbTestRequest<E> {
	/** What stays on one arm: a user, a session, a request. */
	readonly key: string;
	/** Given where it is known: then the metric scores the answer at once. */
	readonly expected?: E;
}

/** An answer, who gave it, and the id under which its score may be booked. */
export interface AbTestAnswer<O> extends Prediction<O> {
	readonly arm: Arm;
	readonly id: string;
	/** Set when it was scored at once. */
	readonly score?: RowScore;
}

export interface AbTest<I, E, O> extends Displayable {
	/**
	 * Answers a request by the arm that its key belongs to; equal keys stay on one arm. With `expected` the metric scores
	 * the answer at once. What the program throws is booked as a failure of its arm and thrown on.
	 */
	run(input: I, request: AbTestRequest<E>, context?: Partial<RunContext>): Promise<AbTestAnswer<O>>;
	/** Books a score that came later: a thumb, a correction, a sale. */
	record(id: string, score: number): void;
	/** Where the test stands. Look as often as you like. */
	result(): AbTestResult;
}

/**
 * A live A/B test of two programs that may be looked at after every answer.
 *
 * Each key (a user, a session, a request) is sent to one arm by a draw from the seed, as `route` does with models. The
 * arms are compared by `stats.sequentialTest`, testing by betting: with equal arms the chance that a winner is *ever*
 * declared is at most 1 − level, whatever the number of looks. Each key counts once, by its first score. The test goes
 * on dividing the traffic after it has decided; the first decision stands.
 *
 * Read it with two cautions. It supposes that each arm's true mean stays as it is while the test runs. And a mean of
 * feedback is a mean of those answers that got any, and of the failures, which are scored at once.
 *
 * @returns run, record and result; a failure counts as the worst score unless the metric's `whenFailed` is null. Errors of
 * the set-up (ConfigError, MissingDependencyError, BudgetError) and aborts are no arm's failure and are not booked.
 * @throws ConfigError for a share, level or range that cannot be, a metric that is no mean of rows, arms of one name, a
 * file of another test; DataError from `record` for an unknown id, a second score, or a score outside the range
 * @see Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", arXiv:2010.09686
 * @example
 * const greet = predict(signature({ name: "greet", instructions: "Greet.", input: { who: z.string() }, output: { text: z.string() } }));
 * const control = { name: "old", program: greet.using(scripted(() => '{"text":"Hello"}')) };
 * const treatment = { name: "new", program: greet.using(scripted(() => '{"text":"Hi"}')) };
 * const test = abTest({ control, treatment, range: [0, 1] });
 * const answer = await test.run({ who: "Ada" }, { key: "Ada" });
 * test.record(answer.id, 1);
 * [answer.arm, answer.output.text, test.result().control.mean, test.result().decided] // => ["control", "Hello", 1, null]
 */
export function abTest<I, O, E = unknown>(options: AbTestOptions<I, E, O>): AbTest<I, E, O> {
	const { metric } = options;
	const rules = rulesOf(options);
	const worst = metric?.whenFailed === null ? null : rules.range[rules.direction === "higher" ? 0 : 1];
	const tally = abTestTally(rules);
	const file = options.file === undefined ? undefined : openAbTestFile(options.file, rules);
	for (const line of file?.kept ?? []) {
		if ("answer" in line && line.answer !== undefined) tally.add(line.answer);
		else if ("score" in line) tally.score(line.score);
	}

	/** Returns the answer's id. A score that is undefined is still to come. */
	function book(arm: Arm, key: string, trace: Span, outcome: Pick<AnswerRecord, "score" | "failed">): string {
		const answer: AnswerRecord = {
			id: String(tally.answers + 1),
			key: hash(["key", key], 16),
			arm,
			latencyMs: modelCalls(trace).reduce((sum, call) => sum + call.latencyMs, 0),
			costUsd: usageOf(trace).costUsd,
			...outcome,
		};
		file?.write({ answer });
		tally.add(answer);
		return answer.id;
	}

	async function answer(arm: Arm, input: I, request: AbTestRequest<E>, context: RunContext): Promise<AbTestAnswer<O>> {
		const { key, expected } = request;
		let prediction: Prediction<O>;
		try {
			prediction = await options[arm].program.run(input, context);
		} catch (error) {
			const failed = messageOf(error);
			if (isFailure(error)) book(arm, key, context.trace.data, worst === null ? { failed } : { score: worst, failed });
			throw error;
		}
		if (metric === undefined || !Object.hasOwn(request, "expected")) {
			return { ...prediction, arm, id: book(arm, key, context.trace.data, {}) };
		}
		const { output, trace } = prediction;
		const score = await scoreRow(metric, { input, expected: expected as E, output, trace }, context);
		const value = score.value === null ? null : within(score.value, rules);
		return { ...prediction, arm, id: book(arm, key, context.trace.data, { score: value }), score };
	}

	const test = {
		async run(input: I, request: AbTestRequest<E>, context: Partial<RunContext> = {}): Promise<AbTestAnswer<O>> {
			if (metric === undefined && Object.hasOwn(request, "expected")) {
				throw new ConfigError(
					"abTest: expected a metric to score the answer with, found none. Give one, or leave out expected.",
				);
			}
			const arm = armOf(request.key, rules);
			const trace = context.trace ?? startTrace("A/B test");
			return trace.span(`${arm}: ${rules[arm].name}`, "program", (own) =>
				answer(arm, input, request, { seed: rules.seed, ...context, trace: own }),
			);
		},
		record(id: string, value: number): void {
			tally.check({ id, value });
			file?.write({ score: { id, value } });
			tally.score({ id, value });
		},
		result: () => displayable(tally.figures(), abTestView),
	};
	return displayable(test, () => test.result().view());
}

/** The arm of a key: the same draw at every request, on every machine. */
function armOf(key: string, { seed, share }: AbTestRules): Arm {
	return random(`${seed}:${key}`).next() < share ? "treatment" : "control";
}

/** True for what live traffic would call a failure of the arm; a server that is gone is one. */
function isFailure(error: unknown): boolean {
	if (isAbort(error)) return false;
	return !(isTouchstoneError(error) && ["config", "missing-dependency", "budget"].includes(error.code));
}

/** Metrics may miss the ends of their range by a rounding error. */
function within(value: number, rules: AbTestRules): number {
	const [low, high] = rules.range;
	const slack = 1e-9;
	const moved = value < low && value >= low - slack ? low : value > high && value <= high + slack ? high : value;
	checkScore(moved, rules);
	return moved;
}

function rulesOf<I, E, O>(options: AbTestOptions<I, E, O>): AbTestRules {
	const { control, treatment, metric, level = 0.95, share = 0.5, seed = 0, range = metric?.range } = options;
	if (control.name === treatment.name) {
		throw new ConfigError(`abTest: expected two names, found "${control.name}" twice. Name the arms apart.`);
	}
	if (!(share > 0 && share < 1)) {
		throw new ConfigError(`abTest: expected a share of the treatment between 0 and 1, found ${share}.`);
	}
	if (range === undefined || !range.every(Number.isFinite)) {
		throw new ConfigError(
			"abTest: expected the lowest and the highest score there can be, found no such range. Give it: { range: [0, 1] }.",
		);
	}
	if (metric?.aggregate !== undefined) {
		throw new ConfigError(
			`abTest: expected a metric that is a mean of rows, found ${metric.name}, a figure of the whole set. Give one such as metric.accuracy.`,
		);
	}
	return {
		control: sideOf(control),
		treatment: sideOf(treatment),
		metric: metric?.name ?? "score",
		direction: metric?.direction ?? "higher",
		unit: metric?.unit ?? "number",
		range,
		level,
		share,
		seed,
	};
}

function sideOf<I, O>({ name, program }: { readonly name: string; readonly program: Program<I, O> }): AbTestSide {
	return {
		name,
		program: programRecord(program).hash,
		models: modelRecords(program, undefined).map(({ identity }) => identity),
	};
}
