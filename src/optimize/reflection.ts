import { textSchema } from "../core/text-schema.ts";
import type { Example } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import { predict } from "../program/predict.ts";
import type { Demo, Program } from "../program/program.ts";
import { signature } from "../program/signature.ts";
import type { Candidate } from "./candidate.ts";
import { stepRuns } from "./demo-pool.ts";
import type { ItemScore } from "./item-score.ts";
import type { StepFacts } from "./step-facts.ts";
import type { Study } from "./study.ts";

/** What the reflecting model is told. */
export interface ReflectionInput {
	readonly inputs: string;
	readonly outputs: string;
	readonly current_instruction: string;
	readonly examples: string;
}

export const reflectionWords =
	"An instruction tells a model how to do a task. You see it, and what the model made of some rows, with feedback. Write the instruction anew so that the mistakes do not happen again: keep the sentences that are right, and add one or two short rules that hold for every row. Keep every field name and label exactly. Do not do the task, and do not copy the rows.";

/**
 * The step in which a model reads what went wrong and writes a better instruction. What it is told stays short enough for
 * a model of one and a half billion parameters; its answer may be anything, so screen it.
 *
 * @see Agrawal et al. 2025, "GEPA: reflective prompt evolution can outperform reinforcement learning", arXiv:2507.19457
 * @example
 * reflection().parameters.reflection.demos // => []
 */
export function reflection(): Program<ReflectionInput, { readonly instruction: string }> {
	return predict(
		signature({
			name: "reflection",
			instructions: reflectionWords,
			input: {
				inputs: textSchema("What the model is given"),
				outputs: textSchema("What it has to answer"),
				current_instruction: textSchema("The instruction as it is"),
				examples: textSchema("What the model made of some rows, with feedback"),
			},
			output: { instruction: textSchema("The whole new instruction, and nothing else") },
		}),
		{ temperature: 1, maxTokens: 512 },
	);
}

/** The input of `reflection` for a step, and the examples alone, which a proposal must not recite. */
export async function reflectionInput<I, E, O>(
	study: Study<I, E, O>,
	facts: StepFacts,
	parent: Candidate,
	examples: readonly Example<I, E>[],
): Promise<{ readonly input: ReflectionInput; readonly shown: readonly string[] }> {
	const shown = await exampleTexts(study, facts.step, parent, examples);
	const current_instruction = parent.parameters[facts.step]?.instructions ?? "";
	const { inputs, outputs } = facts;
	return { input: { inputs, outputs, current_instruction, examples: shown.join("\n\n") }, shown };
}

/** What a step of a candidate did on rows that are scored, and what there is to say about it: one text a row. */
export async function exampleTexts<I, E, O>(
	study: Study<I, E, O>,
	step: string,
	candidate: Candidate,
	examples: readonly Example<I, E>[],
): Promise<string[]> {
	const scores = study.known(candidate, examples);
	const inner = Object.keys(study.start.parameters).length > 1;
	// the model has answered these rows, so their traces cost no call; rows that failed have none to show
	const answered = inner ? examples.filter((_, index) => scores[index]?.failed === false) : [];
	const rows =
		answered.length === 0 ? [] : await study.attempt(study.program.with(candidate.parameters), answered, "reflect");
	return examples.map((example, index) => {
		const score = scores[index];
		const row = rows[answered.indexOf(example)];
		const run = row === undefined ? undefined : stepRuns(row.trace, [step]).get(step)?.at(-1);
		return exampleText(`Row ${index + 1}`, example, score, study.task.metric, run);
	});
}

function exampleText<I, E, O>(
	title: string,
	{ input, expected }: Example<I, E>,
	score: ItemScore | undefined,
	metric: Metric<I, E, O>,
	run: Demo | undefined,
): string {
	const lines = [title, ...fieldLines(run?.input ?? input)];
	if (run !== undefined) lines.push(...fieldLines(run.output, "answered "), "What the whole program made of it:");
	if (score !== undefined && !score.failed)
		lines.push(...fieldLines(score.output, run === undefined ? "answered " : ""));
	lines.push(...fieldLines(expected, "expected "));
	if (score !== undefined) lines.push(`feedback: ${cut(feedback(score, metric))}`);
	return lines.join("\n");
}

/** The metric's own words; where it has none, a sentence made of the value. */
function feedback<I, E, O>(score: ItemScore, { name, range, direction }: Metric<I, E, O>): string {
	if (score.failed) return `there was no usable answer: ${score.error?.message ?? "the program failed"}`;
	const best = direction === "higher" ? range[1] : range[0];
	if (score.value === null) return score.reason ?? "it could not be scored";
	if (score.value === best) return score.reason ?? "right";
	const figure = Number.isFinite(best)
		? `${name} ${round(score.value)}, best is ${best}`
		: `${name} ${round(score.value)}`;
	return score.reason === undefined ? `not what was expected (${figure})` : `${score.reason} (${figure})`;
}

function round(value: number): number {
	return Math.round(value * 1000) / 1000;
}

function fieldLines(fields: unknown, before = ""): string[] {
	if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return [`${before}${inWords(fields)}`];
	return Object.entries(fields).map(([name, value]) => `${before}${name}: ${inWords(value)}`);
}

/** A long document is cut, so that a few rows fit into a small model's attention. */
const longest = 400;

function inWords(value: unknown): string {
	return cut(typeof value === "string" ? value : (JSON.stringify(value) ?? String(value)));
}

function cut(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** The utility of a row on which nothing can be learnt: the best there is, or that of the score given. */
export function perfectUtility(metric: Pick<Metric, "direction" | "range">, score?: number): number {
	const sign = metric.direction === "higher" ? 1 : -1;
	return sign * (score ?? (sign === 1 ? metric.range[1] : metric.range[0]));
}
