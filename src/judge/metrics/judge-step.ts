import type { Infer, Shape } from "../../core/schema.ts";
import { textSchema } from "../../core/text-schema.ts";
import { predict } from "../../program/predict.ts";
import type { Program } from "../../program/program.ts";
import { taggedPrompt } from "../../program/prompt/tagged.ts";
import { signature } from "../../program/signature.ts";
import { delimit } from "../delimit.ts";
import { around } from "./around.ts";

/** The texts that a step reads, by their names in the prompt. */
export type Texts<Name extends string = string> = Readonly<Record<Name, string>>;

/**
 * One question to the judge: some texts in, the output's fields back, in tagged sections. No text that is read can end its own
 * section or answer in the judge's place.
 *
 * @param spec.maxTokens bounds the answer; default 512
 * @param spec.temperature default 0
 */
export function judgeStep<Name extends string, Out extends Shape>(spec: {
	readonly name: string;
	readonly instructions: string;
	readonly reads: readonly Name[];
	readonly writes: Out;
	readonly maxTokens?: number;
	readonly temperature?: number;
}): Program<Texts<Name>, Infer<Out>> {
	const { name, instructions, reads, writes, maxTokens = 512, temperature = 0 } = spec;
	const input: Shape = Object.fromEntries(reads.map((read) => [read, textSchema()]));
	const { types: _, ...made } = signature({ name, instructions, input, output: writes });
	const asked = predict<Texts, Infer<Out>>(made, { adapter: taggedPrompt, maxTokens, temperature });
	const names = [...reads, ...Object.keys(writes)];
	return around(asked, {}, async (inner, texts: Texts<Name>, context) => {
		const safe = Object.fromEntries(Object.entries<string>(texts).map(([read, text]) => [read, delimit(text, names)]));
		return (await inner.run(safe, context)).output;
	});
}
