import { appendFileSync, mkdirSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError, type ErrorRecord } from "../core/errors.ts";
import { stableStringify } from "../core/json.ts";
import { readIfThere } from "../core/read-if-there.ts";
import { parseRunLine } from "../core/run-line.ts";
import type { QuestionScore } from "./agent-report.ts";
import type { AnsweredQuestion } from "./ask-question.ts";

/** The first line of a run file: whose answers it holds, to which questions. */
export interface AgentRunHeader {
	readonly touchstoneAgentRun: 1;
	/** The agent's name. */
	readonly agent: string;
	/** Of what decides the agent's answers; null where there is nothing to take it of. */
	readonly agentHash: string | null;
	/** The set's name. */
	readonly trajectories: string;
	readonly trajectoriesHash: string;
	readonly seed: number;
	/** True when no agent ever gave these answers. */
	readonly synthetic: boolean;
}

/** A score as it is kept, under what decides it. */
export interface ScoreRecord {
	/** "Trajectory0/1": the trajectory, and the place in it. */
	readonly question: string;
	/** Hash of the metric, of its judge and of what it was shown. */
	readonly by: string;
	readonly score: QuestionScore;
}

export interface AgentRunFile {
	/** The answers that were there when the file was opened, by "Trajectory0/1". */
	readonly answers: ReadonlyMap<string, AnsweredQuestion>;
	/** The scores that were there, by `scoreKey`. */
	readonly scores: ReadonlyMap<string, QuestionScore>;
	/** Adds a line; it is on disk when this returns. Failures that may go away by themselves are not kept. */
	write(line: { readonly answer: AnsweredQuestion } | { readonly score: ScoreRecord }): void;
}

/** The name of a question in a run file. */
export function placeOf({ trajectory, number }: Pick<AnsweredQuestion, "trajectory" | "number">): string {
	return `${trajectory}/${number}`;
}

export function scoreKey({ question, by }: Pick<ScoreRecord, "question" | "by">): string {
	return `${question} ${by}`;
}

/** A run that is not kept. */
export const noRunFile: AgentRunFile = { answers: new Map(), scores: new Map(), write: () => {} };

/**
 * Opens a run file, making it where there is none. Answers and scores in it are not asked for again.
 *
 * A last line that was cut short (the process was killed while writing it) is left out and written over.
 *
 * @throws ConfigError when the file is of another run, saying in what it differs; DataError when a line is damaged
 */
export function openAgentRunFile(path: string, header: AgentRunHeader): AgentRunFile {
	const text = readIfThere(path);
	const end = text.lastIndexOf("\n") + 1;
	const start = `${stableStringify(header)}\n`;
	const write = (line: unknown) => appendFileSync(path, `${stableStringify(line)}\n`);
	const file = (answers: AgentRunFile["answers"], scores: AgentRunFile["scores"]): AgentRunFile => ({
		answers,
		scores,
		write: (line) => {
			if (!mayGoAway("answer" in line ? line.answer.error : line.score.score.error)) write(line);
		},
	});
	if (end === 0) {
		if (!start.startsWith(text)) throw notARun(path); // another's file, not our line cut short
		mkdirSync(dirname(path), { recursive: true });
		if (text !== "") truncateSync(path, 0);
		write(header);
		return file(new Map(), new Map());
	}
	const kept = readAgentRun(path, text);
	checkHeader(path, kept.header, header);
	if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
	return file(kept.answers, kept.scores);
}

export interface AgentRun extends Pick<AgentRunFile, "answers" | "scores"> {
	readonly header: AgentRunHeader;
}

/**
 * What a run file holds.
 *
 * @throws DataError when a line is damaged; ConfigError when it is no run file
 */
export function readAgentRun(path: string, text = readIfThere(path)): AgentRun {
	const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
	const records = lines.slice(0, -1).map((line, index) => parseRunLine(path, line, index + 1));
	const header = records[0] as Partial<AgentRunHeader> | undefined;
	if (header?.touchstoneAgentRun !== 1) throw notARun(path);
	const answers = new Map<string, AnsweredQuestion>();
	const scores = new Map<string, QuestionScore>();
	for (const { answer, score } of records.slice(1) as { answer?: AnsweredQuestion; score?: ScoreRecord }[]) {
		if (answer !== undefined) answers.set(placeOf(answer), answer);
		if (score !== undefined) scores.set(scoreKey(score), score.score);
	}
	return { header: header as AgentRunHeader, answers, scores };
}

function mayGoAway(error: ErrorRecord | undefined): boolean {
	return error?.code === "model" && error.facts.retryable === true;
}

function notARun(path: string): ConfigError {
	return new ConfigError(
		`run file ${path}: expected the file of an agent's evaluation, found another. Check the path.`,
	);
}

const words = [
	["agent", "agent"],
	["agentHash", "agent's program, model or traces"],
	["trajectoriesHash", "trajectories"],
	["seed", "seed"],
	["synthetic", "being synthetic"],
] as const;

function checkHeader(path: string, found: AgentRunHeader, expected: AgentRunHeader): void {
	const differing = words.find(([key]) => found[key] !== expected[key]);
	if (differing === undefined) return;
	const [key, what] = differing;
	throw new ConfigError(
		`run file ${path}: expected the file of this run, found one that differs in its ${what} (${found[key]}, here ${expected[key]}). Give another path, or delete the file.`,
	);
}
