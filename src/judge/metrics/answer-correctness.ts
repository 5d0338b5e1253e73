import { ConfigError } from "../../core/errors.ts";
import { semanticSimilarity } from "../../metric/semantic-similarity.ts";
import { answerCorrectness as weighted } from "../../metric/verdict-arithmetic.ts";
import type { Embedder } from "../../model/embedder.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { compareStatements, comparisonSteps } from "./compare-statements.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";

export interface AnswerCorrectnessOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** Turns texts into vectors; not needed where the similarity weighs nothing. */
	readonly embedder?: Pick<Embedder, "embed">;
	/** Of the statements and of the similarity; default 0.75 and 0.25. */
	readonly weights?: readonly [statements: number, similarity: number];
	/** Above 1, what is missing weighs more than what is wrong; default 1. */
	readonly beta?: number;
}

/**
 * Answer correctness: the answer against the reference, as the weighted mean of the statements' F-beta and the semantic
 * similarity.
 *
 * 1 the same statements and meaning. The judge splits both texts and judges each statement by the other text. An empty answer
 * is 0. null where there is no reference or it states nothing. Below 0 only where a cosine is. `raw` holds counts, verdicts
 * and similarity.
 *
 * @throws ConfigError when the weights or beta cannot be used, or an embedder is needed and missing
 * @see ragas 0.4.3, answer correctness; there one call sorts all statements, here each has a verdict of its own
 * @example
 * const judgeModel = scripted(["<statements>1. Ada wrote.</statements>", "<statements>1. Ada wrote.\n2. Ada sang.</statements>", "1. => yes", "1. => yes\n2. => no"]);
 * const c = { input: { question: "What did Ada do?" }, expected: { answer: "She wrote and sang." }, output: { answer: "She wrote." } };
 * (await answerCorrectness({ model: judgeModel, weights: [1, 0] }).score(c, { seed: 0 })).value // => 2 / 3
 */
export function answerCorrectness<I, E, O>(options: AnswerCorrectnessOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { embedder, weights = [0.75, 0.25], beta = 1 } = options;
	weighted({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }, 0, { weights, beta }); // a mistake shows here, not in row 1
	const [forStatements, forSimilarity] = weights;
	if (embedder === undefined && forSimilarity > 0) {
		throw new ConfigError(
			"answer correctness: expected an embedder for the similarity, found none. Give one, or { weights: [1, 0] }.",
		);
	}
	const reads = readsOf("answer correctness", options.reads);
	const steps = comparisonSteps(options.repeats);
	const program = compose("answer correctness", steps, async (input: Input, step, context) => {
		const { question, answer, reference = "" } = input;
		if (reference.trim() === "") return doesNotApply("there is no reference");
		const { counts, reason, ...verdicts } = await compareStatements({ question, answer, reference }, step);
		if (verdicts.reference.length === 0) return doesNotApply("the reference states nothing");
		const similar = embedder === undefined ? null : semanticSimilarity("answer", { embedder });
		const pair = { input, expected: { answer: reference }, output: { answer }, trace: context.trace.data };
		const similarity = forSimilarity > 0 ? ((await similar?.score(pair, context))?.value ?? 0) : 0;
		return {
			value: weighted(counts, similarity, { weights, beta }),
			raw: { counts, similarity: forSimilarity > 0 ? similarity : null, ...verdicts },
			reason,
		};
	});
	return judgedMetric({
		name: "answer correctness",
		program: structured(program, { weights: [...weights], beta }),
		model: options.model,
		range: [-forSimilarity / (forStatements + forSimilarity) || 0, 1],
		read: (c) => ({ question: reads.question(c), answer: reads.answer(c), reference: reads.reference(c) }),
	});
}

interface Input {
	readonly question: string;
	readonly answer: string;
	readonly reference: string | undefined;
}
