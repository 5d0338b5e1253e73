import { ConfigError } from "../../core/errors.ts";
import { textSchema } from "../../core/text-schema.ts";
import { answerRelevancy as meanCosine } from "../../metric/verdict-arithmetic.ts";
import type { Embedder } from "../../model/embedder.ts";
import { compose } from "../../program/compose.ts";
import type { Program } from "../../program/program.ts";
import { choiceSchema } from "../choice-schema.ts";
import { around } from "./around.ts";
import { judgeStep } from "./judge-step.ts";
import { type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";

export interface AnswerRelevancyOptions<I, E, O> extends Omit<JudgedOptions<I, E, O>, "repeats"> {
	/** Turns questions into vectors, such as `local.embedder()`. */
	readonly embedder: Pick<Embedder, "embed">;
	/** How many questions are made from the answer; default 3. */
	readonly questions?: number;
}

/**
 * Answer relevancy: does the answer address the question? The judge writes questions that the answer would answer; the value is
 * their mean cosine with the question that was asked.
 *
 * 1 the same question as far as the embedder sees it; what counts as low differs between embedders, and a cosine may be below
 * 0. 0 when every made-up question came from an answer that commits to nothing ("I don't know"), and for an empty answer.
 * Right or wrong does not matter. The questions are drawn at temperature 0.7 with sample numbers of their own: greedy ones
 * would be copies of one another.
 *
 * @throws ConfigError when the number of questions is not a whole number of at least 1
 * @see Es et al. 2024, "RAGAs: Automated evaluation of retrieval augmented generation", arXiv:2309.15217
 * @example
 * const embedder = { embed: async (texts) => texts.map((text) => Float32Array.of(text.includes("Ada") ? 1 : 0, 1)) };
 * const judgeModel = scripted(() => "<question>Who was Ada?</question><noncommittal>no</noncommittal>");
 * const c = { input: { question: "Who was Ada?" }, output: { answer: "A mathematician." } };
 * (await answerRelevancy({ embedder, model: judgeModel }).score(c, { seed: 0 })).value // => 1
 */
export function answerRelevancy<I, E, O>(options: AnswerRelevancyOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { embedder, questions = 3 } = options;
	const reads = readsOf("answer relevancy", options.reads);
	const program = compose(
		"answer relevancy",
		{ questions: madeUpQuestions(questions) },
		async (input: Input, step, context) => {
			const { question, answer } = input;
			if (answer.trim() === "") return { value: 0, reason: "the answer is empty" };
			const made = await step.questions({ answer });
			const [asked, ...vectors] = await embedder.embed([question, ...made.map((one) => one.question)], context);
			const value = meanCosine(
				asked ?? [],
				vectors,
				made.map(({ noncommittal }) => noncommittal),
			);
			const evasive = made.every(({ noncommittal }) => noncommittal);
			const listed = made.map((one) => `"${one.question}"`).join("; ");
			return {
				value,
				raw: made,
				reason: evasive ? "the answer commits to nothing" : `the answer would answer: ${listed}`,
			};
		},
	);
	return judgedMetric({
		name: "answer relevancy",
		program,
		model: options.model,
		range: [-1, 1],
		read: (c) => ({ question: reads.question(c), answer: reads.answer(c) }),
	});
}

interface Input {
	readonly question: string;
	readonly answer: string;
}

interface MadeUp {
	readonly question: string;
	readonly noncommittal: boolean;
}

function madeUpQuestions(count: number): Program<{ readonly answer: string }, readonly MadeUp[]> {
	if (!(Number.isInteger(count) && count >= 1)) {
		throw new ConfigError(`answer relevancy: expected a whole number of questions >= 1, found ${count}`);
	}
	const step = judgeStep({
		name: "questions",
		instructions: [
			"Write the one question that this answer answers.",
			"The answer is noncommittal when it is evasive or says that it does not know.",
		].join("\n"),
		reads: ["answer"],
		writes: { question: textSchema("The question"), noncommittal: choiceSchema(["yes", "no"]) },
		maxTokens: 128,
		temperature: 0.7,
	});
	return around(step, { count }, async (inner, input, context) => {
		const made: MadeUp[] = [];
		for (let index = 0; index < count; index++) {
			const sample = (context.sample ?? 0) * count + index;
			const { output } = await inner.run(input, { ...context, sample });
			made.push({ question: output.question, noncommittal: output.noncommittal === "yes" });
		}
		return made;
	});
}
