import type { GbnfJsonSchema, Llama, LlamaGrammar } from "node-llama-cpp";
import { hash } from "../core/hash.ts";
import type { JsonSchema } from "../core/schema.ts";
import { grammarSchema } from "./json-schema.ts";

/** Compiles each schema once. A grammar tells the engine which tokens may come next. */
export function grammarCache(llama: Llama): (schema: JsonSchema) => Promise<LlamaGrammar> {
	const compiled = new Map<string, Promise<LlamaGrammar>>();

	async function compile(schema: JsonSchema): Promise<LlamaGrammar> {
		const loose = await llama.createGrammarForJsonSchema<GbnfJsonSchema>(grammarSchema(schema) as GbnfJsonSchema);
		return llama.createGrammar({ grammar: onOneLine(loose.grammar) });
	}
	return (schema) => {
		const key = hash(schema);
		const grammar = compiled.get(key) ?? compile(schema);
		compiled.set(key, grammar);
		return grammar;
	};
}

/** Leaves out the line breaks and indents between the parts of a JSON value: each would cost a token to write. */
export function onOneLine(grammar: string): string {
	return grammar.replaceAll(/\[\\n\](?: \([^)]*\))? \| \[ \]\?/g, "[ ]?");
}
