import type { Case } from "../../metric/metric.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { type Rubric, rubricText } from "../rubric.ts";
import { groundingRubric, helpfulnessRubric, instructionFollowingRubric } from "./chain-of-thought-rubrics.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { rating } from "./rating.ts";
import { readsOf, textIn } from "./reads.ts";
import { transcript } from "./transcript.ts";

export interface ChainOfThoughtOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** What the agent was told to do; default: `input.instructions`. */
	readonly instructions?: string;
	/** The agent's steps as a judge reads them; default: `output.steps`, else those in the trace. */
	readonly steps?: (c: Case<I, E, O>) => string;
}

/**
 * Chain-of-thought helpfulness: how well an agent's steps and final answer serve the user. From 0 (of no use) to 1.
 *
 * The judge sees question, steps and answer and rates on a rubric of 1 to 5, taken as 0, 0.25 … 1. null where
 * there is no step.
 *
 * @example
 * const judgeModel = scripted(["<thinking>It looked and told.</thinking><score>4</score>"]);
 * const metric = chainOfThoughtHelpfulness({ steps: () => "Step 1: looked it up", model: judgeModel });
 * (await metric.score({ input: "How tall?", output: "324 m" }, { seed: 0 })).value // => 0.75
 */
export function chainOfThoughtHelpfulness<I, E, O>(
	options: ChainOfThoughtOptions<I, E, O> = {},
): JudgedMetric<I, E, O> {
	return overSteps(helpfulnessRubric, options);
}

/**
 * Chain-of-thought faithfulness: how far an agent's thoughts and final answer keep to what its steps found. From 0 (invented) to
 * 1. Read as `chainOfThoughtHelpfulness`; for single statements see `faithfulness`.
 *
 * @example
 * const judgeModel = scripted(["<thinking>All from the table.</thinking><score>5</score>"]);
 * const metric = chainOfThoughtFaithfulness({ steps: () => "Step 1: looked it up", model: judgeModel });
 * (await metric.score({ input: "How tall?", output: "324 m" }, { seed: 0 })).value // => 1
 */
export function chainOfThoughtFaithfulness<I, E, O>(
	options: ChainOfThoughtOptions<I, E, O> = {},
): JudgedMetric<I, E, O> {
	return overSteps(groundingRubric, options);
}

/**
 * Chain-of-thought instruction following: how far an agent keeps to the directions in its instructions and in the question. From
 * 0 (to none) to 1. Read as `chainOfThoughtHelpfulness`; without `instructions` only the question's directions count.
 *
 * @example
 * const judgeModel = scripted(["<thinking>Two lines too long.</thinking><score>3</score>"]);
 * const metric = chainOfThoughtInstructionFollowing({ instructions: "One line.", steps: () => "Step 1: wrote", model: judgeModel });
 * (await metric.score({ input: "A poem?", output: "Three\nlines\nhere" }, { seed: 0 })).value // => 0.5
 */
export function chainOfThoughtInstructionFollowing<I, E, O>(
	options: ChainOfThoughtOptions<I, E, O> = {},
): JudgedMetric<I, E, O> {
	return overSteps(instructionFollowingRubric, options);
}

interface Input {
	readonly instructions: string;
	readonly question: string;
	readonly steps: string;
	readonly answer: string;
}

function overSteps<I, E, O>(rubric: Rubric, options: ChainOfThoughtOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { name, scale } = rubric;
	const { instructions, repeats } = options;
	const reads = readsOf(name, options.reads);
	const seen = ["instructions", "question", "steps", "answer"] as const;
	const step = rating({ name: "rating", instructions: rubricText(rubric), reads: seen, scale, repeats });
	const program = compose(name, { rating: step }, async (input: Input, step) => {
		if (input.steps.trim() === "") return doesNotApply("there is no step");
		const { value, levels, reason } = await step.rating({ ...input });
		return { value, raw: levels.length === 1 ? levels[0] : levels, reason };
	});
	return judgedMetric({
		name,
		program: structured(program, { instructions: instructions ?? null }),
		model: options.model,
		read: (c) => ({
			instructions: instructions ?? textIn(c.input, "instructions") ?? "none",
			question: reads.question(c),
			steps: options.steps?.(c) ?? textIn(c.output, "steps") ?? transcript(c.trace),
			answer: reads.answer(c),
		}),
	});
}
