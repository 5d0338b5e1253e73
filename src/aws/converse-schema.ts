import { type JsonSchema, resolveReference } from "../core/definitions.ts";
import { ConfigError } from "../core/errors.ts";

type Node = Readonly<Record<string, unknown>>;

/**
 * What Bedrock would refuse of a schema, said before anything is sent: its root must be an object.
 *
 * @param what "the tool \"search\"", whose schema it is
 */
export function requireObjectRoot(who: string, what: string, schema: JsonSchema): void {
	if (schema.type === "object") return;
	const found = schema.type === undefined ? Object.keys(schema)[0] : String(schema.type);
	throw new ConfigError(
		`${who}: expected the schema of ${what} to be an object at its root ({ type: "object", properties: … }), found ${found ?? "nothing"}: Bedrock takes no other. Make it a field of an object.`,
	);
}

/** Keywords that constrained decoding does not know. What they ask for is checked when the answer is read. */
const notDecoded = new Set([
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"multipleOf",
	"minLength",
	"maxLength",
	"maxItems",
	"uniqueItems",
	"minProperties",
	"maxProperties",
	"propertyNames",
	"default",
	"examples",
	"$schema",
]);

/**
 * A schema for native structured output: without the keywords that it refuses, every object closed.
 *
 * @example
 * nativeSchema({ type: "object", properties: { score: { type: "number", minimum: 0 } } })
 * // => { type: "object", properties: { score: { type: "number" } }, additionalProperties: false }
 */
export function nativeSchema(schema: JsonSchema): JsonSchema {
	return mapSchema(schema, (node) => {
		const kept = Object.entries(node).filter(([key, value]) => {
			if (key === "minItems") return value === 0 || value === 1;
			return !notDecoded.has(key);
		});
		const closed = node.type === "object" && node.properties !== undefined ? { additionalProperties: false } : {};
		return { ...Object.fromEntries(kept), ...closed };
	});
}

/**
 * Whether constrained decoding takes a schema: it wants every object closed, and none inside itself. A record of any keys, an
 * object without properties and a tree are asked for in another way.
 *
 * @example
 * fitsNative({ type: "object", properties: { score: { type: "number" } } }) // => true
 * fitsNative({ type: "object", properties: { scores: { type: "object", additionalProperties: { type: "number" } } } }) // => false
 */
export function fitsNative(schema: JsonSchema): boolean {
	let fits = true;
	mapSchema(schema, (node) => {
		const { additionalProperties: more = false, properties } = node;
		if (node.type === "object" && properties === undefined) fits = false;
		if (typeof more === "object" && more !== null && Object.keys(more).length > 0) fits = false;
		return node;
	});
	return fits && !isInsideItself(schema, schema, new Set());
}

function isInsideItself(node: unknown, root: JsonSchema, open: ReadonlySet<string>): boolean {
	if (Array.isArray(node)) return node.some((inner) => isInsideItself(inner, root, open));
	if (typeof node !== "object" || node === null) return false;
	const { $ref, $defs: _definitions, ...own } = node as Node;
	if (Object.values(own).some((inner) => isInsideItself(inner, root, open))) return true;
	if (typeof $ref !== "string") return false;
	return open.has($ref) || isInsideItself(resolveReference({ $ref }, root), root, new Set([...open, $ref]));
}

/**
 * A tool's schema for Nova, whose root knows `type`, `properties` and `required` alone: references are written out.
 * A schema inside itself ends there as any object.
 *
 * @example
 * novaSchema({ type: "object", properties: { a: { $ref: "#/$defs/A" } }, $defs: { A: { type: "null" } }, additionalProperties: false })
 * // => { type: "object", properties: { a: { type: "null" } } }
 */
export function novaSchema(schema: JsonSchema): JsonSchema {
	const { properties, required } = writtenOut(schema, schema, new Set()) as Node;
	return { type: "object", properties: properties ?? {}, ...(required === undefined ? {} : { required }) };
}

function writtenOut(node: unknown, root: JsonSchema, open: ReadonlySet<unknown>): unknown {
	if (Array.isArray(node)) return node.map((inner) => writtenOut(inner, root, open));
	if (typeof node !== "object" || node === null) return node;
	const { $defs: _definitions, ...own } = node as Node;
	if (typeof own.$ref !== "string") {
		return Object.fromEntries(Object.entries(own).map(([key, inner]) => [key, writtenOut(inner, root, open)]));
	}
	if (open.has(own.$ref)) return { type: "object" };
	const { $ref, ...beside } = own;
	const target = writtenOut(resolveReference({ $ref }, root), root, new Set([...open, $ref])) as Node;
	return { ...target, ...beside };
}

/** Applies `change` to each schema inside a schema, values (enum, const, default) left alone. */
function mapSchema(schema: JsonSchema, change: (node: JsonSchema) => JsonSchema): JsonSchema {
	const inner = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(inner);
		return typeof value === "object" && value !== null ? mapSchema(value as JsonSchema, change) : value;
	};
	const byName = (named: unknown) =>
		Object.fromEntries(Object.entries((named ?? {}) as Node).map(([name, child]) => [name, inner(child)]));
	return Object.fromEntries(
		Object.entries(change(schema)).map(([key, value]) => {
			if (["properties", "$defs", "patternProperties"].includes(key)) return [key, byName(value)];
			return [key, ["enum", "const", "required"].includes(key) ? value : inner(value)];
		}),
	);
}
