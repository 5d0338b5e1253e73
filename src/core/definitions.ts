/** JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const refKey = "$ref";
const defsKey = "$defs";

/** Schemas under the names of their fields, and the definitions that they share. */
export interface Lifted {
	readonly properties: Readonly<Record<string, JsonSchema>>;
	readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/**
 * Moves the definitions of single schemas to where they stand in one whole schema: under its `$defs`.
 *
 * A reference counts from the root, so a schema that becomes a part has its references rewritten: to a definition
 * (given another name when the name is taken), or to the schema itself (`#`), which then becomes a definition too.
 *
 * @example
 * liftDefinitions({ a: { $ref: "#/$defs/A", $defs: { A: { type: "null" } } } })
 * // => { properties: { a: { $ref: "#/$defs/A" } }, definitions: { A: { type: "null" } } }
 */
export function liftDefinitions(fields: Readonly<Record<string, JsonSchema>>): Lifted {
	const definitions = new Map<string, JsonSchema>();
	const properties = Object.entries(fields).map(([field, schema]) => {
		const { [defsKey]: own, ...rest } = schema;
		const named = Object.entries((own ?? {}) as Readonly<Record<string, JsonSchema>>);
		const taken = new Set(definitions.keys());
		const names = new Map(named.map(([name]) => [name, freeName(taken, name, field)]));
		const itself = freeName(taken, field, field);
		let namesItself = false;
		const target = (ref: string) => {
			const [, name, path = ""] = /^#\/\$defs\/([^/]+)(.*)$/.exec(ref) ?? [];
			const moved = name === undefined ? undefined : names.get(name);
			if (moved !== undefined) return `#/$defs/${moved}${path}`;
			namesItself = true;
			return `#/$defs/${itself}${ref.slice(1)}`;
		};
		for (const [name, definition] of named) definitions.set(names.get(name) ?? name, pointTo(definition, target));
		const moved = pointTo(rest, target);
		if (!namesItself) return [field, moved] as const;
		definitions.set(itself, moved);
		const { description } = moved;
		return [field, { ...(description === undefined ? {} : { description }), [refKey]: `#/$defs/${itself}` }] as const;
	});
	return { properties: Object.fromEntries(properties), definitions: Object.fromEntries(definitions) };
}

function freeName(taken: Set<string>, wanted: string, field: string): string {
	let name = wanted;
	while (taken.has(name)) name = `${field}_${name}`;
	taken.add(name);
	return name;
}

/** The schema with every local reference rewritten; values (enum, const, default) are no schemas and stay. */
function pointTo(schema: JsonSchema, target: (ref: string) => string): JsonSchema {
	const walk = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(walk);
		if (typeof value !== "object" || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => {
				if (key === refKey && typeof inner === "string") return [key, inner.startsWith("#") ? target(inner) : inner];
				return [key, ["enum", "const", "default", "examples"].includes(key) ? inner : walk(inner)];
			}),
		);
	};
	return walk(schema) as JsonSchema;
}

/** What a schema's reference stands for; a schema that is no reference stands for itself. */
export function resolveReference(schema: JsonSchema, root: JsonSchema): JsonSchema {
	const ref = schema[refKey];
	if (typeof ref !== "string") return schema;
	const name = ref.replace("#/$defs/", "");
	const definitions = (root[defsKey] ?? {}) as Readonly<Record<string, JsonSchema>>;
	return (Object.hasOwn(definitions, name) ? definitions[name] : undefined) ?? {};
}
