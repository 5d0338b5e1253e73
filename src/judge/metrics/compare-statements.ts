import type { StatementCounts } from "../../metric/verdict-arithmetic.ts";
import type { Bound } from "../../program/compose.ts";
import { statements } from "./statements.ts";
import { type Verdict, verdicts } from "./verdicts.ts";
import { verdictsInWords } from "./verdicts-in-words.ts";

/** The steps with which an answer is compared with a reference, statement by statement. */
export function comparisonSteps(repeats: number | undefined) {
	return {
		statements: statements(),
		verdicts: verdicts({
			name: "verdicts",
			instructions: "Is each line also said by the source, in whatever words? Go by the source alone.",
			reads: ["source"],
			repeats,
		}),
	};
}

/** Statements of both sides, judged by the other side. */
export interface StatementComparison {
	readonly counts: StatementCounts;
	/** The answer's statements: does the reference say them? */
	readonly answer: readonly Verdict[];
	/** The reference's statements: does the answer say them? */
	readonly reference: readonly Verdict[];
	readonly reason: string;
}

/**
 * Splits both texts into statements and judges each by the other text: an answer's statement in the reference is a true
 * positive, one that is not a false positive; a reference's statement that the answer lacks is a false negative.
 *
 * True positives are counted among the answer's statements, so the two directions need not agree on their number.
 */
export async function compareStatements(
	{ question, answer, reference }: { readonly question: string; readonly answer: string; readonly reference: string },
	step: Bound<ReturnType<typeof comparisonSteps>>,
): Promise<StatementComparison> {
	const ofAnswer = await step.statements({ question, text: answer });
	const ofReference = await step.statements({ question, text: reference });
	const inReference = await step.verdicts({ lines: ofAnswer, by: { source: reference } });
	// A blank answer says nothing: no judge is needed to see it.
	const inAnswer =
		answer.trim() === ""
			? ofReference.map((line) => ({ line, holds: false, reason: "the answer is empty" }))
			: await step.verdicts({ lines: ofReference, by: { source: answer } });
	const said = inReference.filter(({ holds }) => holds).length;
	return {
		counts: {
			truePositives: said,
			falsePositives: inReference.length - said,
			falseNegatives: inAnswer.filter(({ holds }) => !holds).length,
		},
		answer: inReference,
		reference: inAnswer,
		reason: [
			verdictsInWords(inReference, "statements of the answer", "are in the reference"),
			verdictsInWords(inAnswer, "statements of the reference", "are in the answer"),
		].join(". "),
	};
}
