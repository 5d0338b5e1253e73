import { ConfigError } from "../core/errors.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Model } from "../model/model.ts";
import { compose } from "./compose.ts";
import { predict } from "./predict.ts";
import type { Program } from "./program.ts";
import { alsoReading, asText, checkRounds, findsNothing, structured } from "./second-look.ts";
import type { Signature } from "./signature.ts";

export interface CritiqueOptions<I, O> {
	/** What is looked at, each by a critic of its own: name → what is good in this respect. */
	readonly aspects: Readonly<Record<string, string>>;
	/** The program whose answers are criticized; default `predict(signature)`. */
	readonly draft?: Program<I, O>;
	/** The critics' model; default the model that the program runs with. */
	readonly model?: Model;
	/** How often the answer may be criticized and revised; default 1. */
	readonly rounds?: number;
}

/**
 * Multi-aspect critique: a draft is judged in several respects, each by a step of its own, and revised where they find
 * fault; a draft without fault stays as it is.
 *
 * A round costs one call an aspect and one for the revision; the last revision is not judged again. The steps are `draft`,
 * `critics.<aspect>` and `revise`: each can be traced, tuned and given its own model. Critics run one after another.
 *
 * @param signature the task, which the critics and the revision are told; its input may have no field `draft` or `findings`
 * @throws ConfigError when there is no aspect, its name is no plain word, or rounds is not a whole number of at least 1
 * @see Madaan et al. 2023, "Self-Refine: iterative refinement with self-feedback", arXiv:2303.17651
 * @example
 * const reply = signature({ name: "reply", instructions: "Answer the mail.", input: { mail: z.string() }, output: { text: z.string() } });
 * const checked = critique(reply, { aspects: { tone: "Friendly and calm." } });
 * const model = scripted(['{"text":"No."}', '{"findings":"It is curt."}', '{"text":"I am afraid not."}']);
 * (await checked.using(model).run({ mail: "May I?" })).output // => { text: "I am afraid not." }
 */
export function critique<I, O>(signature: Signature<I, O>, options: CritiqueOptions<I, O>): Program<I, O> {
	const { aspects, draft = predict(signature), model, rounds = 1 } = options;
	checkRounds(`critique of ${signature.name}`, rounds);
	if (Object.keys(aspects).length === 0) {
		throw new ConfigError(`critique of ${signature.name}: expected at least one aspect, found none`);
	}
	const critics = Object.fromEntries(
		Object.entries(aspects).map(([name, good]) => {
			const critic = criticSignature(signature, name, good);
			return [name, predict(critic, model === undefined ? {} : { model })];
		}),
	);

	const steps = {
		draft,
		critics: compose("critics", critics, async (input: I & { readonly draft: string }, critic) => {
			const found: string[] = [];
			for (const [name, look] of Object.entries(critic)) {
				const { findings } = await look(input);
				if (!findsNothing(findings)) found.push(`${name}: ${findings.trim()}`);
			}
			return found.join("\n");
		}),
		revise: predict(reviseSignature(signature)),
	};
	const program = compose(signature.name, steps, async (input: I, step) => {
		let output = await step.draft(input);
		for (let round = 1; round <= rounds; round++) {
			const looked = { ...input, draft: asText(output) };
			const findings = await step.critics(looked);
			if (findings === "") break;
			output = await step.revise({ ...looked, findings });
		}
		return output;
	});
	return structured(program, { kind: "critique", rounds });
}

function criticSignature<I, O>(task: Signature<I, O>, aspect: string, good: string) {
	return alsoReading<I, O, "draft", { readonly findings: string }>(task, {
		name: aspect,
		instructions: [
			"Criticize the draft of an answer in one respect, and leave everything else to others.",
			`The respect: ${aspect}. ${good}`,
			`The task was: ${task.instructions}`,
			"Quote what is wrong and say how to mend it, one fault a line. Do not write a new answer.",
		].join("\n"),
		texts: { draft: "The answer to criticize" },
		output: { findings: textSchema('The faults, one a line, or the word "none"') },
	});
}

function reviseSignature<I, O>(
	task: Signature<I, O>,
): Signature<I & { readonly draft: string; readonly findings: string }, O> {
	return alsoReading(task, {
		name: "revise",
		instructions: `${task.instructions}\n\nThere is a draft of the answer, and what critics found wrong with it. Mend what they found where they are right, and leave the rest of the draft as it is.`,
		texts: { draft: "The answer so far", findings: "What is wrong with it, by aspect" },
	});
}
