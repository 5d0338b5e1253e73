import { hash } from "../../core/hash.ts";
import type { Program } from "../../program/program.ts";
import { around } from "./around.ts";

/**
 * A program that is asked once for the same input, instructions and model, and whose output is then kept: also by the programs
 * made from it with `using` and `with`. What fails is not kept.
 */
export function oncePerModel<I, O>(program: Program<I, O>): Program<I, O> {
	const kept = new Map<string, Promise<O>>();
	return around(program, { once: true }, async (inner, input: I, context) => {
		const models = Object.values(inner.models).map((model) => model.identity);
		const key = hash([models, context.model?.identity ?? "", inner.parameters, input]);
		const present = kept.get(key);
		if (present !== undefined) return present;
		const asked = inner.run(input, context).then(({ output }) => output);
		kept.set(key, asked);
		try {
			return await asked;
		} catch (error) {
			kept.delete(key);
			throw error;
		}
	});
}
