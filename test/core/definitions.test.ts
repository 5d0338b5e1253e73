import { describe, expect, it } from "vitest";
import { z } from "zod";
import { resolveReference } from "../../src/core/definitions.ts";
import { type JsonSchema, type SchemaLike, shapeJsonSchema } from "../../src/core/schema.ts";
import { grammarSchema } from "../../src/local/json-schema.ts";

const Tree: z.ZodType = z.object({
	value: z.string(),
	get children() {
		return z.array(Tree);
	},
});
const Address = z.object({ street: z.string() }).meta({ id: "Address" });

/** Every reference of a schema must find something from the root. */
function references(schema: unknown): string[] {
	if (typeof schema !== "object" || schema === null) return [];
	return Object.entries(schema).flatMap(([key, value]) =>
		key === "$ref" && typeof value === "string" ? [value] : references(value),
	);
}

describe("references in the schema of a shape", () => {
	it.each<[string, Record<string, SchemaLike>, string[]]>([
		["none", { a: z.string() }, []],
		["a field that refers to itself", { tree: Tree, b: z.string() }, ["tree"]],
		["a shared definition", { a: z.object({ home: Address, work: Address }) }, ["Address"]],
		["a field that is a definition", { home: Address, work: Address }, ["Address", "work_Address"]],
		["definitions of one name", { a: z.array(Tree), b: z.array(z.lazy(() => Tree)) }, ["__schema0", "b___schema0"]],
	])("%s: all point right", (_, shape, names) => {
		const schema = shapeJsonSchema("s", shape);
		const refs = references(schema);
		expect(Object.keys((schema.$defs ?? {}) as object)).toEqual(names);
		for (const $ref of refs) expect(resolveReference({ $ref }, schema)).toHaveProperty("type");
		if (names.length > 0) expect(refs.length).toBeGreaterThan(0);
		expect(() => grammarSchema(schema)).not.toThrow();
	});

	it("keeps the meaning of a field and leaves values alone", () => {
		const shape = { tree: Tree.describe("a tree"), ref: z.enum(["#", "#/$defs/x"]) };
		const { properties } = shapeJsonSchema("s", shape) as { properties: Record<string, JsonSchema> };
		expect(properties.tree?.description).toBe("a tree");
		expect(properties.ref?.enum).toEqual(["#", "#/$defs/x"]);
	});

	it("leaves an ordinary schema as it was", () => {
		expect(shapeJsonSchema("s", { a: z.string(), b: z.number().optional() })).toEqual({
			type: "object",
			properties: { a: { type: "string" }, b: { type: "number" } },
			required: ["a"],
			additionalProperties: false,
		});
	});
});
