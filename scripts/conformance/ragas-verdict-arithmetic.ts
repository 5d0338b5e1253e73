import { rankedPrecision } from "../../src/metric/ranked-precision.ts";
import { answerCorrectness, answerRelevancy, fBeta, supportedShare } from "../../src/metric/verdict-arithmetic.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** What ragas computes once its judges have spoken. */
export const kind: Kind = {
	name: "ragas_verdict_arithmetic",
	run(golden) {
		const verdicts = golden.verdicts as number[];
		const counts = {
			truePositives: golden.tp as number,
			falsePositives: golden.fp as number,
			falseNegatives: golden.fn as number,
		};
		return {
			faithfulness: supportedShare(verdicts),
			context_recall: supportedShare(verdicts),
			context_precision: rankedPrecision(verdicts, { compat: "ragas" }),
			fbeta: fBeta(counts, golden.beta as number, { compat: "ragas" }),
			answer_correctness: answerCorrectness(counts, golden.similarity as number, {
				weights: golden.weights as [number, number],
			}),
			answer_relevancy: answerRelevancy(
				golden.question_vector as number[],
				golden.generated_question_vectors as number[][],
				golden.noncommittal as number[],
			),
		};
	},
	tolerance: () => ratio,
};
