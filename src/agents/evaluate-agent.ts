import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { ConfigError, isAbort, isTouchstoneError, messageOf } from "../core/errors.ts";
import { mapLimit } from "../core/pool.ts";
import { version } from "../core/version.ts";
import type { EvaluateOptions } from "../evaluate/evaluate.ts";
import { runtime } from "../evaluate/provenance.ts";
import type { Embedder } from "../model/embedder.ts";
import { cache } from "../model/middleware/cache.ts";
import type { Middleware, Model } from "../model/model.ts";
import { sumUsage } from "../model/usage.ts";
import { withInterrupt } from "../notebook/interrupt.ts";
import { type Progress, progress } from "../notebook/progress.ts";
import type { Database } from "../sql/database.ts";
import type { Agent, AgentSession, Turn } from "./agent.ts";
import { agentFigures } from "./agent-figures.ts";
import { type AgentMetric, keyOf } from "./agent-metric.ts";
import type { AgentReport, QuestionRow } from "./agent-report.ts";
import { loadAgentReport, saveAgentReport } from "./agent-report-file.ts";
import { type AgentRunFile, noRunFile, openAgentRunFile, placeOf } from "./agent-run-file.ts";
import { askQuestion } from "./ask-question.ts";
import { type Asker, askerOf } from "./asker.ts";
import { defaultMetrics } from "./default-metrics.ts";
import { type Judges, type Judging, judgingOf } from "./judge-question.ts";
import { makeAgentReport } from "./make-agent-report.ts";
import { questionsTable } from "./questions-view.ts";
import { steps } from "./steps-view.ts";
import type { Trajectory, TrajectorySet } from "./trajectory.ts";

export interface EvaluateAgentOptions extends Pick<EvaluateOptions, "level" | "progress" | "seed"> {
	/** The model that judges, for metrics that have none of their own; or one for the task and one for the chain of thought. */
	readonly judges?: Judges;
	/** For the metrics that compare meanings. */
	readonly embedder?: Embedder;
	/** On which both SQL statements are run; without it SQL is compared by its form, then by the judge. */
	readonly database?: Database;
	/** Default: what the type of a question asks for; see `evaluateAgent.metrics`. */
	readonly metrics?: readonly AgentMetric[];
	/** For steps of an agent of one's own that have no model. */
	readonly model?: Model;
	/** What an agent that is no program was told to do: a model's system prompt, and what its judges are told of it. */
	readonly instructions?: string;
	/** The input of a program; default `{ question, history }`. */
	readonly input?: (question: string, session: AgentSession) => unknown;
	/** Trajectories under way at once; default 4. The questions of one are asked in turn. */
	readonly concurrency?: number;
	/** How long a question may take; default 600 000. */
	readonly questionTimeoutMs?: number;
	/** A file of JSON lines that keeps each answer and score as it comes: given again, the run goes on where it ended. */
	readonly runFile?: string;
	/** Around the models of judges and of an agent of one's own; default: answers are kept on disk. `false` asks every time. */
	readonly cache?: Middleware | false;
	/** Name of the report; default: the agent's. */
	readonly name?: string;
	/** Stops the run and returns the report of what is done. The stop button and Ctrl-C do so by themselves. */
	readonly signal?: AbortSignal;
}

/** So many questions one after another whose model failed: the server is down. */
const hopeless = 10;

/**
 * Asks an agent the questions of a set of trajectories, and scores what it did.
 *
 * One session a trajectory: its questions are asked in turn, each with the turns before it; trajectories run side by side, and
 * nobody sleeps. RAG questions are scored on what was retrieved, TEXT2SQL ones on the statement and its answer, every one on
 * the chain of thought. A question that fails is a row with its error and the worst scores; errors that every question would
 * meet (a wrong key, an unknown model) end the run. With `runFile` a run that was killed goes on without repeating a call, and
 * further metrics score the same answers.
 *
 * @param agent a program (`agent(...)`), a model, a function `(question, session) => answer`, `aws.agent(id, alias)`, or
 *   `recordedAgent(file)`
 * @returns rows with traces and scores, an average with interval per metric and type, cost of the agent and of judging apart
 * @throws ConfigError, MissingDependencyError, a systemic ModelError; AbortedError when stopped before the first answer
 * @example
 * const set = { name: "one", hash: "0", trajectories: [{ name: "Trajectory0", questions: [{ id: 0, type: "CUSTOM", question: "Ping?", expected: { answer: "pong" } }] }] };
 * const exact = { group: "CUSTOM", label: "exact", metric: metric.exact("answer") };
 * const report = await evaluateAgent(async () => "pong", set, { metrics: [exact], progress: false });
 * report.figures.map(({ key, value }) => [key, value]) // => [["CUSTOM_exact", 1]]
 */
async function run(
	agent: Agent,
	trajectories: Pick<TrajectorySet, "name" | "hash" | "trajectories">,
	options: EvaluateAgentOptions = {},
): Promise<AgentReport> {
	const { concurrency = 4, seed = 0, level = 0.95, questionTimeoutMs = 600_000 } = options;
	const metrics = options.metrics ?? defaultMetrics(options);
	checkOptions(metrics, concurrency, level, questionTimeoutMs);
	const layers = options.cache === false ? [] : [options.cache ?? cache()];
	const asker = askerOf(agent, { ...options, layers });
	const judging = judgingOf(metrics, options.judges, options.embedder?.identity ?? null, layers);
	const file = options.runFile === undefined ? noRunFile : openFile(options.runFile, asker, trajectories, seed);
	const total = trajectories.trajectories.reduce((sum, { questions }) => sum + questions.length, 0);
	const startedAt = new Date();
	const rows: QuestionRow[] = [];
	let bar: Progress | undefined;
	let stopped: string | undefined;

	await withInterrupt(options.signal, async (signal) => {
		setMaxListeners(0, signal);
		if (options.progress !== false) {
			bar = options.progress ?? progress(`${asker.agent.name} on ${trajectories.name}`, total, { unit: "question" });
		}
		const told = bar;
		const context = { seed, signal, ...(told === undefined ? {} : { onStatus: (text: string) => told.status(text) }) };
		let failures = 0;
		const done = (row: QuestionRow) => {
			rows.push(row);
			failures = row.error?.code === "model" ? failures + 1 : 0;
			bar?.update(progressOf(rows));
			if (failures >= hopeless) throw new Hopeless(row.error?.message ?? "");
		};
		try {
			await mapLimit(
				trajectories.trajectories,
				concurrency,
				(trajectory) => runTrajectory(trajectory, { asker, judging, file, questionTimeoutMs, context, done }),
				signal,
			);
		} catch (error) {
			const kept = isAbort(error) || error instanceof Hopeless || isBudget(error);
			if (!kept || rows.length === 0) throw error;
			stopped = messageOf(error);
		}
	}).finally(() =>
		bar?.done(stopped === undefined ? undefined : `${stopped}: ${rows.length} of ${total} questions are kept`),
	);

	const order = trajectories.trajectories.map(({ name }) => name);
	rows.sort((a, b) => order.indexOf(a.trajectory) - order.indexOf(b.trajectory) || a.number - b.number);
	return makeAgentReport({
		kind: "agent",
		format: 1,
		name: options.name ?? asker.agent.name,
		questions: rows,
		...agentFigures(rows, metrics, { level, seed }),
		usage: sumUsage(rows.map(({ usage }) => usage)),
		judgingUsage: sumUsage(rows.map(({ judgingUsage }) => judgingUsage)),
		run: {
			agent: asker.agent,
			synthetic: asker.synthetic,
			models: asker.models,
			judges: judging.records,
			trajectories: {
				name: trajectories.name,
				hash: trajectories.hash,
				trajectories: trajectories.trajectories.length,
				questions: total,
			},
			seed,
			concurrency,
			version,
			runtime: runtime(),
			startedAt: startedAt.toISOString(),
			wallMs: Date.now() - startedAt.getTime(),
			...(stopped === undefined ? {} : { stopped }),
		},
	});
}

interface TrajectoryRun {
	readonly asker: Asker;
	readonly judging: Judging;
	readonly file: AgentRunFile;
	readonly questionTimeoutMs: number;
	readonly context: Parameters<Judging["score"]>[2];
	readonly done: (row: QuestionRow) => void;
}

/** The questions of one trajectory in turn, in one session. */
async function runTrajectory(trajectory: Trajectory, parts: TrajectoryRun): Promise<void> {
	const { asker, judging, file, questionTimeoutMs, context, done } = parts;
	const places = trajectory.questions.map((_, index) => ({ trajectory: trajectory.name, number: index + 1 }));
	const before = places.flatMap((place) => file.answers.get(placeOf(place))?.session ?? []);
	const session = before[0] ?? randomUUID();
	const history: Turn[] = [];
	for (const [index, question] of trajectory.questions.entries()) {
		const number = index + 1;
		const turns = [...history];
		let answered = file.answers.get(placeOf({ trajectory: trajectory.name, number }));
		if (answered === undefined) {
			const placed = { trajectory, number, question, session, history: turns };
			answered = await askQuestion(asker, placed, questionTimeoutMs, context);
			file.write({ answer: answered });
		}
		const { answer } = answered;
		if (answer !== null) history.push({ question: question.question, answer });
		const { expected } = question;
		done(await judging.score({ answered, expected, history: turns, instructions: asker.instructions }, file, context));
	}
}

function openFile(
	path: string,
	{ agent, synthetic }: Asker,
	{ name, hash }: Pick<TrajectorySet, "name" | "hash">,
	seed: number,
): AgentRunFile {
	return openAgentRunFile(path, {
		touchstoneAgentRun: 1,
		agent: agent.name,
		agentHash: agent.hash ?? null,
		trajectories: name,
		trajectoriesHash: hash,
		seed,
		synthetic,
	});
}

function progressOf(rows: readonly QuestionRow[]) {
	return {
		done: rows.length,
		failed: rows.filter(({ error }) => error !== undefined).length,
		costUsd: sumUsage(rows.flatMap(({ usage, judgingUsage }) => [usage, judgingUsage])).costUsd,
	};
}

/** The questions kept failing at the model. */
class Hopeless extends Error {
	constructor(last: string) {
		super(`${hopeless} questions one after another failed at the model (${last})`);
	}
}

function isBudget(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "budget";
}

function checkOptions(
	metrics: readonly AgentMetric[],
	concurrency: number,
	level: number,
	questionTimeoutMs: number,
): void {
	const keys = metrics.map(keyOf);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice !== undefined) {
		throw new ConfigError(
			`evaluateAgent: expected metrics of different names, found "${twice}" twice. Give one another label.`,
		);
	}
	if (!(Number.isInteger(concurrency) && concurrency >= 1)) {
		throw new ConfigError(`evaluateAgent: expected a whole concurrency >= 1, found ${concurrency}`);
	}
	if (!(level > 0 && level < 1)) {
		throw new ConfigError(`evaluateAgent: expected a level between 0 and 1, found ${level}`);
	}
	if (!(questionTimeoutMs > 0 && questionTimeoutMs < 2 ** 31)) {
		throw new ConfigError(
			`evaluateAgent: expected questionTimeoutMs above 0 and below 2 ** 31, found ${questionTimeoutMs}`,
		);
	}
}

/**
 * Evaluation of agents: `evaluateAgent.metrics(options)` are the metrics it uses by itself, `.save` and `.load` keep a report,
 * `.questions` shows its scores question by question, and `.steps` opens one question's trace.
 */
export const evaluateAgent = Object.assign(run, {
	metrics: defaultMetrics,
	save: saveAgentReport,
	load: loadAgentReport,
	questions: questionsTable,
	steps,
});
