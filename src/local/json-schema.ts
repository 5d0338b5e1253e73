import { ConfigError } from "../core/errors.ts";
import type { JsonSchema } from "../core/schema.ts";

/** What the engine's grammar understands: type, enum, const, oneOf, arrays, objects, $ref. */
export type GrammarSchema = Readonly<Record<string, unknown>>;

const SCALARS = ["string", "number", "integer", "boolean", "null"];
/** The formats that the grammar can spell out; others are left to the validation after parsing. */
const FORMATS = ["date-time", "date", "time"];
const ANYTHING: GrammarSchema = {
	oneOf: [
		{ type: ["string", "number", "boolean", "null"] },
		{ type: "array" },
		{ type: "object", additionalProperties: true },
	],
};

/**
 * A JSON Schema in the words that the engine's grammar has.
 *
 * anyOf and a list of types become oneOf, an allOf of objects becomes one object. Bounds and patterns are dropped:
 * the answer is validated after parsing. Properties keep their order, and each of them is always written, for the
 * grammar knows no optional ones.
 *
 * @throws ConfigError naming the place and the keyword that no grammar can hold
 * @example
 * grammarSchema({ type: ["string", "null"], maxLength: 5 }) // => { oneOf: [{ type: "string" }, { type: "null" }] }
 */
export function grammarSchema(schema: JsonSchema, path = "output"): GrammarSchema {
	const translated = translate(schema, path);
	return isObject(schema.$defs) ? { ...translated, $defs: eachValue(schema.$defs, `${path}.$defs`) } : translated;
}

function translate(schema: JsonSchema, path: string): GrammarSchema {
	for (const keyword of ["not", "if", "patternProperties", "dependentSchemas"]) {
		if (keyword in schema) throw unsupported(path, `"${keyword}"`);
	}
	if (typeof schema.$ref === "string") return reference(schema.$ref, path);
	if ("const" in schema) return { const: literal(schema.const, path) };
	if (Array.isArray(schema.enum)) return { enum: schema.enum.map((value) => literal(value, path)) };
	const choices = schema.anyOf ?? schema.oneOf;
	if (Array.isArray(choices)) return oneOf(choices.map((choice, index) => nested(choice, `${path}.${index}`)));
	if (Array.isArray(schema.allOf)) return translate(mergeObjects(schema.allOf, path), path);
	if (Array.isArray(schema.type)) {
		return oneOf(schema.type.map((type: unknown) => translate({ ...schema, type }, path)));
	}
	if (schema.type === "object" || (schema.type === undefined && isObject(schema.properties))) {
		return objectSchema(schema, path);
	}
	if (schema.type === "array") return arraySchema(schema, path);
	if (schema.type === undefined) return ANYTHING;
	if (typeof schema.type !== "string" || !SCALARS.includes(schema.type)) {
		throw unsupported(path, `the type ${JSON.stringify(schema.type)}`);
	}
	const format = schema.type === "string" && FORMATS.includes(String(schema.format)) ? { format: schema.format } : {};
	return { type: schema.type, ...format };
}

function objectSchema(schema: JsonSchema, path: string): GrammarSchema {
	const properties = isObject(schema.properties) ? eachValue(schema.properties, path) : {};
	// named properties close the object; without any, it is a map of values of one kind
	if (Object.keys(properties).length > 0) return { type: "object", properties };
	const values = schema.additionalProperties;
	if (values === false) return { type: "object", properties };
	return { type: "object", additionalProperties: isObject(values) ? nested(values, `${path}.*`) : true };
}

function arraySchema(schema: JsonSchema, path: string): GrammarSchema {
	const first = schema.prefixItems;
	if (Array.isArray(first)) {
		const prefixItems = first.map((item, index) => nested(item, `${path}.${index}`));
		return { type: "array", prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length };
	}
	return isObject(schema.items) ? { type: "array", items: nested(schema.items, `${path}[]`) } : { type: "array" };
}

// "#" alone would be the whole output, which has no name in the grammar
function reference(target: string, path: string): GrammarSchema {
	if (!target.startsWith("#/$defs/")) throw unsupported(path, `a reference to ${target}`);
	return { $ref: target };
}

function mergeObjects(parts: readonly unknown[], path: string): JsonSchema {
	const objects = parts.filter(isObject);
	if (objects.length === 1 && objects[0]) return objects[0];
	if (!objects.every((part) => isObject(part.properties))) throw unsupported(path, `"allOf" of anything but objects`);
	return { type: "object", properties: Object.assign({}, ...objects.map((part) => part.properties)) };
}

function nested(schema: unknown, path: string): GrammarSchema {
	return isObject(schema) ? grammarSchema(schema, path) : ANYTHING; // `true` allows anything
}

function eachValue(schemas: JsonSchema, path: string): GrammarSchema {
	return Object.fromEntries(Object.entries(schemas).map(([key, value]) => [key, nested(value, `${path}.${key}`)]));
}

function oneOf(choices: readonly GrammarSchema[]): GrammarSchema {
	return choices.length === 1 && choices[0] ? choices[0] : { oneOf: choices };
}

function literal(value: unknown, path: string): unknown {
	if (value !== null && typeof value === "object") throw unsupported(path, "a constant that is an object or an array");
	return value;
}

function isObject(value: unknown): value is JsonSchema {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unsupported(path: string, what: string): ConfigError {
	return new ConfigError(
		`local: expected a schema that a grammar can hold, found ${what} at ${path}. ` +
			"Use a plainer type there, or the tagged prompt adapter.",
	);
}
