import { resolveReference } from "../../core/definitions.ts";
import type { JsonSchema } from "../../core/schema.ts";

/** The fields of an object schema, in order. */
export function fieldsOf(schema: JsonSchema): [name: string, schema: JsonSchema][] {
	return Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>);
}

/**
 * A type in words that a small model follows: `one of "yes", "no"`, `a whole number from 1 to 5`, `a list of (text)`.
 *
 * @param root where references find their definitions; a definition inside itself is "the same again"
 * @example
 * describeType({ type: "integer", minimum: 1, maximum: 5 }) // => "a whole number from 1 to 5"
 */
export function describeType(schema: JsonSchema, root: JsonSchema = schema, within: readonly unknown[] = []): string {
	if (typeof schema.$ref === "string") {
		if (within.includes(schema.$ref)) return "the same again";
		return describeType(resolveReference(schema, root), root, [...within, schema.$ref]);
	}
	const inWords = (inner: JsonSchema) => describeType(inner, root, within);
	if (Array.isArray(schema.enum)) return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(", ")}`;
	if ("const" in schema) return `exactly ${JSON.stringify(schema.const)}`;
	const variants = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
	if (variants !== undefined) return variants.map(inWords).join(" or ");
	if (Array.isArray(schema.type)) return schema.type.map((type: string) => inWords({ ...schema, type })).join(" or ");
	switch (schema.type) {
		case "string":
			return "text";
		case "integer":
			return `a whole number${range(schema)}`;
		case "number":
			return `a number${range(schema)}`;
		case "boolean":
			return "true or false";
		case "null":
			return "null";
		case "array":
			return `a list of (${inWords((schema.items ?? {}) as JsonSchema)})`;
		case "object":
			return `an object { ${fieldsOf(schema)
				.map(([name, inner]) => `${name}: ${inWords(inner)}`)
				.join(", ")} }`;
		default:
			return "any JSON value";
	}
}

// zod writes the largest safe integers as bounds of z.int(): not worth telling
function range(schema: JsonSchema): string {
	const bound = (value: unknown) =>
		typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
	const low = bound(schema.minimum);
	const high = bound(schema.maximum);
	if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
	if (low !== undefined) return ` of at least ${low}`;
	if (high !== undefined) return ` of at most ${high}`;
	return "";
}

/** One line a field: `- label: one of "yes", "no" (may be left out). What it means.` */
export function describeFields(schema: JsonSchema): string {
	const required = (schema.required ?? []) as readonly string[];
	return fieldsOf(schema)
		.map(([name, field]) => {
			const meaning = typeof field.description === "string" ? `. ${field.description}` : "";
			return `- ${name}: ${describeType(field, schema)}${required.includes(name) ? "" : " (may be left out)"}${meaning}`;
		})
		.join("\n");
}

/** What the fields of the input mean, as a paragraph of its own; empty where none has a description. */
export function describeInput(schema: JsonSchema): string {
	const described = fieldsOf(schema).flatMap(([name, { description }]) =>
		typeof description === "string" ? [`- ${name}: ${description}`] : [],
	);
	return described.length === 0 ? "" : `You are given:\n${described.join("\n")}\n\n`;
}
