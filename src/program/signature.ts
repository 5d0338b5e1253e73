import { ConfigError } from "../core/errors.ts";
import { type Infer, type JsonSchema, type Shape, shapeJsonSchema } from "../core/schema.ts";

/**
 * What a step turns into what, in words and types: the contract between your code and the model.
 * The field schemas are the type, the validation, and what the model is told.
 */
export interface Signature<I, O> {
	readonly name: string;
	readonly instructions: string;
	readonly input: Shape;
	readonly output: Shape;
	readonly inputSchema: JsonSchema;
	readonly outputSchema: JsonSchema;
	/** Never set; carries the types. */
	readonly types?: { readonly input: I; readonly output: O };
}

/** A signature that keeps its shapes' exact types, so that `relevance.input` can be used again for a data set. */
export type SignatureOf<In extends Shape, Out extends Shape> = Omit<
	Signature<Infer<In>, Infer<Out>>,
	"input" | "output"
> & {
	readonly input: In;
	readonly output: Out;
};

/**
 * Declares what a step reads and writes.
 *
 * @param spec.name a short word, used in traces and in saved parameters
 * @param spec.instructions what to do, as one would tell a careful colleague; optimizers rewrite it
 * @param spec.input fields the model reads, in this order; `.describe()` texts are shown to the model
 * @param spec.output fields the model writes, in this order: put reasoning before verdicts
 * @throws ConfigError when a field has no JSON Schema, a shape is empty, or a name is no plain word
 * @example
 * const relevance = signature({
 *   name: "relevance",
 *   instructions: "Judge how well the product serves the shopping query.",
 *   input: { query: z.string(), product: z.string() },
 *   output: { label: z.enum(["positive", "moderate", "negative"]) },
 * });
 * Object.keys(relevance.output) // => ["label"]
 */
export function signature<const In extends Shape, const Out extends Shape>(spec: {
	readonly name: string;
	readonly instructions: string;
	readonly input: In;
	readonly output: Out;
}): SignatureOf<In, Out> {
	const where = `signature ${spec.name}`;
	requireWord(where, "a name", spec.name);
	for (const side of ["input", "output"] as const) {
		const fields = Object.keys(spec[side]);
		if (fields.length === 0) throw new ConfigError(`${where}: expected at least one ${side} field, found none`);
		for (const field of fields) requireWord(where, `an ${side} field`, field);
	}
	return {
		...spec,
		inputSchema: shapeJsonSchema(where, spec.input),
		outputSchema: shapeJsonSchema(where, spec.output),
	};
}

// Names become XML tags and paths in saved files, so they stay plain words.
function requireWord(where: string, what: string, name: string): void {
	if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
		throw new ConfigError(`${where}: expected ${what} of letters, digits, _ and -, found "${name}"`);
	}
}
