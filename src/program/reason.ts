import { type Shape, shapeJsonSchema } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import { type PredictOptions, predict } from "./predict.ts";
import type { Program } from "./program.ts";
import type { Signature } from "./signature.ts";

/**
 * `predict` with thinking before the answer: one more output field, `reasoning`, ahead of the others.
 *
 * @see Wei et al. 2022, "Chain-of-thought prompting elicits reasoning in large language models", arXiv:2201.11903
 * @example
 * const sum = reason(signature({ name: "sum", instructions: "Add.", input: { a: z.number(), b: z.number() }, output: { total: z.number() } }));
 * (await sum.using(scripted(['{"reasoning":"2 and 2","total":4}'])).run({ a: 2, b: 2 })).output // => { reasoning: "2 and 2", total: 4 }
 */
export function reason<I, O>(
	signature: Signature<I, O>,
	options: PredictOptions = {},
): Program<I, O & { reasoning: string }> {
	const output: Shape = {
		reasoning: textSchema("Think step by step towards the answer, briefly"),
		...signature.output,
	};
	const thinking: Signature<I, O & { reasoning: string }> = {
		name: signature.name,
		instructions: signature.instructions,
		input: signature.input,
		output,
		inputSchema: signature.inputSchema,
		outputSchema: shapeJsonSchema(`signature ${signature.name}`, output),
	};
	return predict(thinking, options);
}
