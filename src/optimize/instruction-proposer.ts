import type { Random } from "../core/random.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Example } from "../data/dataset.ts";
import { predict } from "../program/predict.ts";
import { signature } from "../program/signature.ts";
import { type StepFacts, screenFor } from "./step-facts.ts";
import type { Study } from "./study.ts";

/** What grounds a proposal. Each proposal gets other examples and another tip, so that they differ. */
export interface Grounds {
	readonly facts: StepFacts;
	readonly current: string;
	/** Worked rows of the step, one a line: what it was given and what it should answer. */
	readonly solved: readonly string[];
	/** Every instruction tried for the step so far. */
	readonly tried: readonly string[];
	/** What the data looks like, in a few sentences; written once in a run. */
	readonly data: string;
	/** Instructions with their scores, worst first. */
	readonly history: readonly { readonly instructions: string; readonly score: string }[];
}

// A small model that is asked to mend an answer writes about the form instead of the task; another proposal is worth more.
const once = { repairs: 0 };

const tips = [
	"Be creative: look at the task from another side.",
	"Keep it simple and clear.",
	"Be descriptive: say how to decide between answers that are easily confused.",
	"Say what depends on a right answer.",
	"Give the reader a role that fits the task.",
	"Say in which order to look at things.",
] as const;

const examplesShown = 3;

/**
 * Asks the proposer for a new instruction for a step, grounded in the fields, the data, some worked rows, what was tried,
 * and a tip drawn at random.
 *
 * @returns undefined when no proposal of several was of use
 * @see Opsahl-Ong et al. 2024, "Optimizing instructions and demonstrations for multi-stage language model programs",
 *   arXiv:2406.11695
 */
export function proposeInstruction<I, E, O>(
	study: Study<I, E, O>,
	grounds: Grounds,
	random: Random,
	options: { readonly temperature: number; readonly number: number },
): Promise<string | undefined> {
	const { facts, current, tried } = grounds;
	const asking = proposalSignature();
	const shown = random.shuffle(grounds.solved).slice(0, examplesShown);
	return study.propose(async (attempt) => {
		const answer = await study.ask(
			predict(asking, { temperature: options.temperature, maxTokens: 300, ...once }),
			{
				inputs: facts.inputs,
				outputs: facts.outputs,
				data: grounds.data,
				examples: shown.join("\n"),
				tried:
					grounds.history.map(({ instructions, score }) => `${score}: ${instructions}`).join("\n") || "nothing yet",
				tip: tips[random.integer(tips.length)] as string,
				current,
			},
			"propose",
			options.number * 100 + attempt,
		);
		return screenFor(facts, answer?.instructions, { current, tried, shown: [asking.instructions, ...shown] });
	});
}

function proposalSignature() {
	return signature({
		name: "propose",
		instructions:
			"Write better instructions for another language model that does a task. You see what it is given, what it must answer, some solved rows, and instructions that were tried. Do not solve the task and do not answer the rows: write instructions that hold for every row. Keep every field name and label exactly.",
		input: {
			inputs: textSchema("What the model is given"),
			outputs: textSchema("What it must answer"),
			data: textSchema("What the rows look like"),
			examples: textSchema("Solved rows"),
			tried: textSchema("Instructions tried, with their scores"),
			tip: textSchema("How to go about it"),
			current: textSchema("The instructions to better"),
		},
		output: { instructions: textSchema("The new instructions, two to six sentences, and nothing else") },
	});
}

/**
 * What the train rows have in common, in a few sentences by the proposer; asked once in a run.
 *
 * @returns a plain sentence when the proposer's answer does not fit
 */
export async function describeData<I, E, O>(study: Study<I, E, O>, random: Random): Promise<string> {
	const { train } = study.task;
	const some = random.shuffle(train.examples).slice(0, 8).map(exampleLine);
	const asking = signature({
		name: "describe",
		instructions:
			"Describe what these rows of a data set have in common: what the inputs are, how long, of what kind, and what decides the expected answer. Two short sentences of at most 40 words in all, no list.",
		input: { rows: textSchema("Rows: the input, then the expected answer") },
		output: { summary: textSchema("The description") },
	});
	const answer = await study.ask(predict(asking, { maxTokens: 160, ...once }), { rows: some.join("\n") }, "propose", 0);
	return answer?.summary ?? "Rows as in the examples.";
}

const longestField = 160;

/** A row in one line, long fields cut. */
export function exampleLine<I, E>({ input, expected }: Pick<Example<I, E>, "input" | "expected">): string {
	return `${line(input)} => ${line(expected)}`;
}

function line(fields: unknown): string {
	const cut = (text: string) => (text.length > longestField ? `${text.slice(0, longestField - 1)}…` : text);
	return Object.entries(fields as Readonly<Record<string, unknown>>)
		.map(([name, value]) => `${name}: ${cut(typeof value === "string" ? value : JSON.stringify(value))}`)
		.join("; ");
}
