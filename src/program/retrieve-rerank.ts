import { OutputError } from "../core/errors.ts";
import type { Schema } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Model, RunContext } from "../model/model.ts";
import { predict } from "./predict.ts";
import type { Program } from "./program.ts";
import { signature } from "./signature.ts";

/** Reads a query and numbered passages, writes the numbers of those that help, best first. */
export type Reranker = Program<{ query: string; passages: string }, { order: number[] }>;

/**
 * The program that puts passages in order.
 *
 * @see Sun et al. 2023, "Is ChatGPT good at search? Investigating large language models as re-ranking agents",
 *   arXiv:2304.09542
 */
export function reranker(model: Model): Reranker {
	const task = signature({
		name: "rerank",
		instructions:
			"Order passages by how much they help to answer a query, the most helpful first. Leave out none that helps.",
		input: { query: textSchema(), passages: textSchema("Passages, each with its number") },
		output: { order: numbersSchema },
	});
	return predict(task, { model, maxTokens: 256 });
}

/**
 * Texts in the order that the program gives them. Numbers that are none or come twice are passed over, and texts that it
 * leaves out follow in their earlier order; an answer of another form changes nothing, and is in the trace.
 *
 * @returns indices of texts
 */
export async function rerank(
	program: Reranker,
	query: string,
	texts: readonly string[],
	context: RunContext,
): Promise<readonly number[]> {
	const all = texts.map((_, index) => index);
	if (texts.length < 2) return all;
	const passages = texts.map((text, index) => `[${index + 1}] ${text}`).join("\n\n");
	try {
		const { output } = await program.run({ query, passages }, context);
		const known = output.order.map((number) => number - 1).filter((index) => all.includes(index));
		return [...new Set([...known, ...all])];
	} catch (error) {
		if (error instanceof OutputError) return all;
		throw error;
	}
}

const numbersJson = () => ({
	type: "array",
	items: { type: "integer" },
	description: "The passages' numbers, best first",
});

const numbersSchema: Schema<number[]> = {
	"~standard": {
		version: 1,
		vendor: "touchstone",
		validate: (value) =>
			Array.isArray(value) && value.every((number) => Number.isInteger(number))
				? { value: value as number[] }
				: { issues: [{ message: `expected a list of whole numbers, found ${JSON.stringify(value)}` }] },
		jsonSchema: { input: numbersJson, output: numbersJson },
	},
};
