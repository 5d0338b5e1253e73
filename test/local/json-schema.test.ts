import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError } from "../../src/core/errors.ts";
import type { JsonSchema } from "../../src/core/schema.ts";
import { grammarSchema } from "../../src/local/json-schema.ts";

// what zod itself prints, so that a change of its spelling shows here
function of(schema: z.ZodType): JsonSchema {
	return z.toJSONSchema(schema, { target: "draft-2020-12" }) as JsonSchema;
}

describe("grammarSchema", () => {
	it("keeps scalars and drops their bounds", () => {
		expect(grammarSchema(of(z.string().min(2).max(9)))).toEqual({ type: "string" });
		expect(grammarSchema(of(z.number().min(0).max(1)))).toEqual({ type: "number" });
		expect(grammarSchema(of(z.int()))).toEqual({ type: "integer" });
		expect(grammarSchema(of(z.boolean()))).toEqual({ type: "boolean" });
		expect(grammarSchema(of(z.null()))).toEqual({ type: "null" });
		expect(grammarSchema(of(z.iso.date()))).toEqual({ type: "string", format: "date" });
		expect(grammarSchema(of(z.email()))).toEqual({ type: "string" });
	});

	it("keeps enums and constants", () => {
		expect(grammarSchema(of(z.enum(["a", "b"])))).toEqual({ enum: ["a", "b"] });
		expect(grammarSchema(of(z.literal(3)))).toEqual({ const: 3 });
	});

	it("turns anyOf and lists of types into oneOf", () => {
		expect(grammarSchema(of(z.string().nullable()))).toEqual({ oneOf: [{ type: "string" }, { type: "null" }] });
		expect(grammarSchema({ type: ["object", "null"], properties: { a: { type: "string" } } })).toEqual({
			oneOf: [{ type: "object", properties: { a: { type: "string" } } }, { type: "null" }],
		});
	});

	it("keeps the order of properties, and drops required and additionalProperties beside them", () => {
		const schema = grammarSchema(of(z.object({ z: z.string(), a: z.object({ m: z.number(), b: z.boolean() }) })));
		expect(JSON.stringify(schema)).toBe(
			'{"type":"object","properties":{"z":{"type":"string"},"a":{"type":"object","properties":{"m":{"type":"number"},"b":{"type":"boolean"}}}}}',
		);
	});

	it("translates inside arrays, tuples and records", () => {
		expect(grammarSchema(of(z.array(z.union([z.string(), z.number()])).max(3)))).toEqual({
			type: "array",
			items: { oneOf: [{ type: "string" }, { type: "number" }] },
		});
		expect(grammarSchema(of(z.tuple([z.string(), z.number()])))).toEqual({
			type: "array",
			prefixItems: [{ type: "string" }, { type: "number" }],
			minItems: 2,
			maxItems: 2,
		});
		expect(grammarSchema(of(z.record(z.string(), z.number())))).toEqual({
			type: "object",
			additionalProperties: { type: "number" },
		});
		expect(grammarSchema(of(z.object({})))).toEqual({ type: "object", properties: {} });
	});

	it("joins an intersection of objects", () => {
		const both = z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() }));
		expect(grammarSchema(of(both))).toEqual({
			type: "object",
			properties: { a: { type: "string" }, b: { type: "number" } },
		});
	});

	it("keeps named definitions and the references to them", () => {
		const Node = z.object({
			name: z.string(),
			get children() {
				return z.array(Node);
			},
		});
		const schema = grammarSchema(of(z.object({ tree: Node })));
		const names = Object.keys(schema.$defs as object);
		expect(names).toHaveLength(1);
		expect(schema.properties).toEqual({ tree: { $ref: `#/$defs/${names[0]}` } });
	});

	it("spells out what allows anything", () => {
		expect(grammarSchema(of(z.any())).oneOf).toHaveLength(3);
		expect(grammarSchema({ type: "array", items: true })).toEqual({ type: "array" });
	});

	it("names the place and the keyword it cannot hold", () => {
		expect(() => grammarSchema(of(z.object({ user: z.object({ age: z.never() }) })))).toThrow(
			/found "not" at output\.user\.age/,
		);
		expect(() => grammarSchema({ type: "object", properties: { a: { $ref: "#" } } })).toThrow(ConfigError);
		expect(() => grammarSchema({ const: { a: 1 } })).toThrow(ConfigError);
		expect(() => grammarSchema({ type: "date" })).toThrow(/the type "date"/);
		expect(() => grammarSchema({ allOf: [{ type: "string" }, { type: "number" }] })).toThrow(/"allOf"/);
	});
});
