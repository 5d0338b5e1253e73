import type { Dataset } from "../../../src/data/dataset.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { judge } from "../../../src/judge/index.ts";
import type { Program } from "../../../src/program/program.ts";

declare const program: Program<{ readonly ask: string }, { readonly text: string }>;
declare const data: Dataset<{ readonly ask: string }, { readonly right: string }>;

// Readers know the case's types where the metric stands in a run…
void evaluate(program, data, [
	judge.faithfulness({ reads: { question: ({ input }) => input.ask, answer: ({ output }) => output.text } }),
	judge.contextRecall({ reads: { question: ({ input }) => input.ask, reference: ({ expected }) => expected.right } }),
]);
// …and a field that is not there does not compile.
void evaluate(program, data, [
	// @ts-expect-error: the output has no answer
	judge.faithfulness({ reads: { answer: ({ output }) => output.answer } }),
]);
