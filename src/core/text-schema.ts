import type { Schema } from "./schema.ts";

/**
 * The schema of a text, as zod's `z.string().describe(description)` prints and words it.
 *
 * For fields of our own making: users bring zod, and those who never call it should not wait for it at import.
 *
 * @example
 * textSchema("A colour")["~standard"].jsonSchema.output({ target: "draft-2020-12" }) // => { type: "string", description: "A colour" }
 */
export function textSchema(description?: string): Schema<string> {
	const json = () => ({ type: "string", ...(description !== undefined && { description }) });
	return {
		"~standard": {
			version: 1,
			vendor: "touchstone",
			validate: (value) =>
				typeof value === "string"
					? { value }
					: { issues: [{ message: `Invalid input: expected string, received ${kindOf(value)}` }] },
			jsonSchema: { input: json, output: json },
		},
	};
}

function kindOf(value: unknown): string {
	if (value === null) return "null";
	return Array.isArray(value) ? "array" : typeof value;
}
