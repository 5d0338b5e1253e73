import { textSchema } from "../../core/text-schema.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { conversationOf, type ReadsConversation } from "./conversation.ts";
import { judgeStep } from "./judge-step.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { rating } from "./rating.ts";
import { readsOf } from "./reads.ts";

export interface AgentGoalAccuracyOptions<I, E, O> extends JudgedOptions<I, E, O>, ReadsConversation<I, E, O> {
	/** "given": what should come out stands in the reference. "inferred": the judge finds out the user's goal by itself. */
	readonly goal: "given" | "inferred";
}

/**
 * Agent goal accuracy: 1 when what the user ended up with is what was wanted, else 0.
 *
 * The judge reads the conversation and says what the user wanted and what came out; then compares what came out with the
 * reference ("given"), or with the goal that it read ("inferred"). The metric's name says which, for the second is weaker: the
 * judge grades its own reading. null where the goal is given and there is no reference.
 *
 * @see ragas 0.4.3, agent goal accuracy with and without reference
 * @example
 * const judgeModel = scripted(["<goal>A table for two.</goal><outcome>A table is booked.</outcome>", "<thinking>Booked.</thinking><verdict>yes</verdict>"]);
 * const accuracy = agentGoalAccuracy({ goal: "inferred", model: judgeModel });
 * accuracy.name // => "agent goal accuracy, goal inferred by the judge"
 * (await accuracy.score({ input: "A table for two, please.", output: "Booked for eight." }, { seed: 0 })).value // => 1
 */
export function agentGoalAccuracy<I, E, O>(options: AgentGoalAccuracyOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { goal, repeats } = options;
	const name = `agent goal accuracy, goal ${goal === "given" ? "given by reference" : "inferred by the judge"}`;
	const reads = readsOf(name, options.reads);
	const steps = {
		outcome: judgeStep({
			name: "outcome",
			instructions: "Read the conversation. Say in a sentence each what the user wanted, and what came out in the end.",
			reads: ["conversation"],
			writes: { goal: textSchema("What the user wanted"), outcome: textSchema("What came out in the end") },
			maxTokens: 256,
		}),
		comparison: rating({
			name: "comparison",
			instructions: "Is what came out the same as what was wanted, in everything that matters?",
			reads: ["wanted", "outcome"],
			scale: "binary",
			repeats,
		}),
	};
	const program = compose(name, steps, async ({ conversation, reference = "" }: Input, step) => {
		if (goal === "given" && reference.trim() === "") return doesNotApply("there is no reference");
		const read = await step.outcome({ conversation });
		const wanted = goal === "given" ? reference : read.goal;
		const { value, reason } = await step.comparison({ wanted, outcome: read.outcome });
		return { value, raw: { wanted, outcome: read.outcome }, reason };
	});
	return judgedMetric({
		name,
		program: structured(program, { goal }),
		model: options.model,
		read: (c) => ({
			conversation: options.conversation?.(c) ?? conversationOf(reads, c),
			reference: reads.reference(c),
		}),
	});
}

interface Input {
	readonly conversation: string;
	readonly reference: string | undefined;
}
