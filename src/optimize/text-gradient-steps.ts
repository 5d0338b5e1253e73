import { textSchema } from "../core/text-schema.ts";
import { predict } from "../program/predict.ts";
import type { Program } from "../program/program.ts";
import { signature } from "../program/signature.ts";
import type { ReflectionInput } from "./reflection.ts";

export interface EditInput {
	readonly inputs: string;
	readonly outputs: string;
	readonly current_instruction: string;
	readonly critique: string;
}

const critiqueWords =
	"An instruction tells a model how to do a task. You see it, and rows that the model got wrong by it, with feedback. Say what in the instruction led to these mistakes, or what it leaves unsaid: one reason that holds for more than these rows, in one to three sentences. Do not do the task and do not write a new instruction.";

const editWords =
	"An instruction tells a model how to do a task. You see it, and a critique of it. Write the whole instruction anew so that the critique no longer applies: keep the sentences that are right. Keep every field name and label exactly. Do not do the task.";

const paraphraseWords =
	"An instruction tells a model how to do a task. Say it in other words, with the same meaning and no less detail. Keep every field name and label exactly. Do not do the task.";

/** What the models that write were told: a proposal must not recite it. */
export const toldToWriters: readonly string[] = [critiqueWords, editWords, paraphraseWords];

const current_instruction = () => textSchema("The instruction as it is");
const instruction = () => textSchema("The whole new instruction, and nothing else");

/** The step that says why an instruction fails: the gradient. */
export function critiqueStep(): Program<ReflectionInput, { readonly critique: string }> {
	return predict(
		signature({
			name: "critique",
			instructions: critiqueWords,
			input: {
				inputs: textSchema("What the model is given"),
				outputs: textSchema("What it has to answer"),
				current_instruction: current_instruction(),
				examples: textSchema("Rows that it got wrong, with feedback"),
			},
			output: { critique: textSchema("What is wrong with the instruction") },
		}),
		{ temperature: 1, maxTokens: 200 },
	);
}

/** The step that moves an instruction against its critique. */
export function editStep(): Program<EditInput, { readonly instruction: string }> {
	return predict(
		signature({
			name: "edit",
			instructions: editWords,
			input: {
				inputs: textSchema("What the model is given"),
				outputs: textSchema("What it has to answer"),
				current_instruction: current_instruction(),
				critique: textSchema("What is wrong with it"),
			},
			output: { instruction: instruction() },
		}),
		{ temperature: 1, maxTokens: 512 },
	);
}

/** The step that looks round an instruction: the same in other words. */
export function paraphraseStep(): Program<{ readonly current_instruction: string }, { readonly instruction: string }> {
	return predict(
		signature({
			name: "paraphrase",
			instructions: paraphraseWords,
			input: { current_instruction: current_instruction() },
			output: { instruction: instruction() },
		}),
		{ temperature: 1, maxTokens: 512 },
	);
}
