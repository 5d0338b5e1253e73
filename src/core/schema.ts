import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { type JsonSchema, liftDefinitions } from "./definitions.ts";
import { ConfigError, messageOf } from "./errors.ts";

/**
 * A schema validates a value and prints itself as JSON Schema. zod >= 4.2 does both, and so may any other
 * library that implements Standard Schema and Standard JSON Schema.
 */
export interface Schema<T = unknown> {
	readonly "~standard": StandardSchemaV1.Props<unknown, T> & StandardJSONSchemaV1.Props<unknown, T>;
}

/** Named fields. The order of the keys is the order in which a model sees and writes them. */
export type Shape = Readonly<Record<string, SchemaLike>>;

/** What zod's own types satisfy: input and output may differ (defaults, coercion). */
export interface SchemaLike {
	readonly "~standard": {
		readonly version: 1;
		readonly vendor: string;
		readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
		readonly validate: (value: unknown) => StandardSchemaV1.Result<unknown> | Promise<StandardSchemaV1.Result<unknown>>;
		readonly jsonSchema: StandardJSONSchemaV1.Converter;
	};
}

type OutputOf<S extends SchemaLike> = NonNullable<S["~standard"]["types"]>["output"];

/** Shows an intersection as one object in the editor. */
export type Simplify<T> = { [K in keyof T]: T[K] } & {};

type OptionalKeys<S extends Shape> = {
	[K in keyof S]: undefined extends OutputOf<S[K]> ? K : never;
}[keyof S];

/** The value type of a shape; a field that may be undefined becomes an optional property. */
export type Infer<S extends Shape> = Simplify<
	{ -readonly [K in Exclude<keyof S, OptionalKeys<S>>]: OutputOf<S[K]> } & {
		-readonly [K in OptionalKeys<S>]?: OutputOf<S[K]>;
	}
>;

export type { JsonSchema } from "./definitions.ts";

/**
 * The JSON Schema of one field.
 *
 * @throws ConfigError naming the field when it has none (`z.date()`, a transform)
 */
export function fieldJsonSchema(where: string, field: string, schema: SchemaLike): JsonSchema {
	try {
		const { $schema: _, ...rest } = schema["~standard"].jsonSchema.output({ target: "draft-2020-12" });
		return rest;
	} catch (error) {
		throw new ConfigError(
			`${where}: the field "${field}" has no JSON Schema (${messageOf(error)}). Use a JSON type and convert after the run.`,
			{ cause: error },
		);
	}
}

/** The JSON Schema of a whole shape: an object, closed, every field that has no default required. */
export function shapeJsonSchema(where: string, shape: Shape): JsonSchema {
	const fields: Record<string, JsonSchema> = {};
	const required: string[] = [];
	for (const [field, schema] of Object.entries(shape)) {
		fields[field] = fieldJsonSchema(where, field, schema);
		if (!acceptsUndefined(schema)) required.push(field);
	}
	const { properties, definitions } = liftDefinitions(fields);
	const $defs = Object.keys(definitions).length === 0 ? {} : { $defs: definitions };
	return { type: "object", properties, required, additionalProperties: false, ...$defs };
}

function acceptsUndefined(schema: SchemaLike): boolean {
	const result = schema["~standard"].validate(undefined);
	return !(result instanceof Promise) && result.issues === undefined;
}

export type Validated<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly field: string; readonly issues: readonly string[] };

/** Validates each field of a shape; unknown keys are dropped. The first field that fails is named. */
export async function validateShape<S extends Shape>(shape: S, value: unknown): Promise<Validated<Infer<S>>> {
	const out: Record<string, unknown> = {};
	for (const [field, schema] of Object.entries(shape)) {
		const result = await schema["~standard"].validate(ownValue(value, field));
		if (result.issues !== undefined) {
			return {
				ok: false,
				field,
				issues: result.issues.map((issue) => {
					const path = [field, ...(issue.path ?? []).map((p) => String(typeof p === "object" ? p.key : p))];
					return `${path.join(".")}: ${issue.message}`;
				}),
			};
		}
		if (result.value !== undefined) out[field] = result.value;
	}
	return { ok: true, value: out as Infer<S> };
}

/**
 * What a value holds under a key itself: names come from people, and a field may be called "constructor".
 *
 * @returns undefined when it holds nothing there, or is no object
 */
export function ownValue(value: unknown, key: string): unknown {
	if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
	return (value as Readonly<Record<string, unknown>>)[key];
}
