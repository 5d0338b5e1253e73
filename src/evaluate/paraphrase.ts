import type { Model, RunContext } from "../model/model.ts";
import { predict } from "../program/predict.ts";
import { signature } from "../program/signature.ts";

/**
 * Has a model reword instructions `count` times; repeats and copies of the original are left out, so fewer may come back.
 *
 * @param count whole number >= 1
 */
export async function paraphrase(
	instructions: string,
	count: number,
	model: Model,
	context?: Partial<RunContext>,
): Promise<string[]> {
	const program = predict(await rewordSignature(), { model, temperature: 0.8 });
	const found = new Set<string>();
	for (let number = 1; number <= count; number++) {
		const { output } = await program.run({ instructions, number }, context);
		const text = output.rewording.trim();
		if (text !== instructions.trim()) found.add(text);
	}
	return [...found];
}

// zod is loaded by those who reword: it is the better part of what an import of touchstone would cost
async function rewordSignature() {
	const { z } = await import("zod");
	return signature({
		name: "paraphrase",
		instructions:
			"Reword the instructions so that they ask for exactly the same thing in other words. Keep every condition, every label name and every number.",
		input: {
			instructions: z.string(),
			number: z.number().int().describe("Which rewording this is; make each one different"),
		},
		output: { rewording: z.string().min(1) },
	});
}
