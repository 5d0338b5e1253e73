import { textSchema } from "../core/text-schema.ts";
import type { Model } from "../model/model.ts";
import { compose } from "./compose.ts";
import { predict } from "./predict.ts";
import type { Program } from "./program.ts";
import { alsoReading, asText, checkRounds, findsNothing, structured } from "./second-look.ts";
import type { Signature } from "./signature.ts";

export interface ReflectOptions<I, O> {
	/** How often the answer may be reflected on and given again; default 1. */
	readonly rounds?: number;
	/** The program that answers first; default `predict(signature)`. */
	readonly answer?: Program<I, O>;
	/** The reflecting step's model; default the model that the program runs with. */
	readonly model?: Model;
}

/**
 * Self-reflection: answer, reflect on the answer, answer again with the reflections in mind. The answer stays as it is
 * where the reflection finds nothing wrong.
 *
 * A round costs two calls, or one when nothing is wrong; later rounds see the reflections of all earlier ones. The steps
 * are `answer`, `reflect` and `again`: each can be traced, tuned and given its own model. Without a signal from outside
 * (a test, a tool, another model) a model may talk itself out of a right answer: measure both.
 *
 * @param signature the task; its input may have no field `earlier` or `reflections`
 * @throws ConfigError when rounds is not a whole number of at least 1
 * @see Shinn et al. 2023, "Reflexion: language agents with verbal reinforcement learning", arXiv:2303.11366
 * @see Madaan et al. 2023, "Self-Refine: iterative refinement with self-feedback", arXiv:2303.17651
 * @example
 * const sum = signature({ name: "sum", instructions: "Add.", input: { a: z.number(), b: z.number() }, output: { total: z.number() } });
 * const model = scripted(['{"total":5}', '{"reflection":"2 and 2 is less than 5."}', '{"total":4}']);
 * (await reflect(sum).using(model).run({ a: 2, b: 2 })).output // => { total: 4 }
 */
export function reflect<I, O>(signature: Signature<I, O>, options: ReflectOptions<I, O> = {}): Program<I, O> {
	const { rounds = 1, answer = predict(signature), model } = options;
	checkRounds(`reflect on ${signature.name}`, rounds);
	const steps = {
		answer,
		reflect: predict(reflectSignature(signature), model === undefined ? {} : { model }),
		again: predict(againSignature(signature)),
	};
	const program = compose(signature.name, steps, async (input: I, step) => {
		let output = await step.answer(input);
		const reflections: string[] = [];
		for (let round = 1; round <= rounds; round++) {
			const looked = { ...input, earlier: asText(output) };
			const { reflection } = await step.reflect(looked);
			if (findsNothing(reflection)) break;
			reflections.push(reflection.trim());
			output = await step.again({ ...looked, reflections: reflections.join("\n") });
		}
		return output;
	});
	return structured(program, { kind: "reflect", rounds });
}

function reflectSignature<I, O>(task: Signature<I, O>) {
	return alsoReading<I, O, "earlier", { readonly reflection: string }>(task, {
		name: "reflect",
		instructions: [
			"An answer to a task was given. Check it against the task and what was given, as if somebody else had written it.",
			`The task was: ${task.instructions}`,
			"If it is right and whole, say none. Else say what is wrong and what to do differently next time. Do not answer the task.",
		].join("\n"),
		texts: { earlier: "The answer to check" },
		output: { reflection: textSchema('What is wrong and what to do differently, briefly, or the word "none"') },
	});
}

function againSignature<I, O>(
	task: Signature<I, O>,
): Signature<I & { readonly earlier: string; readonly reflections: string }, O> {
	return alsoReading(task, {
		name: "again",
		instructions: `${task.instructions}\n\nAn earlier answer was found wanting. Answer anew, with the reflections in mind.`,
		texts: { earlier: "The earlier answer", reflections: "What was wrong, and what to do differently" },
	});
}
