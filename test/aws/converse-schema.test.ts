import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fitsNative, nativeSchema, novaSchema, requireObjectRoot } from "../../src/aws/converse-schema.ts";
import { shapeJsonSchema } from "../../src/core/schema.ts";

describe("fitsNative", () => {
	it("takes closed objects alone, however deep, and none inside itself", () => {
		const fits = (field: z.ZodType) => fitsNative(shapeJsonSchema("test", { field }));
		const tree = z.object({
			name: z.string(),
			get children() {
				return z.array(tree);
			},
		});
		expect(fits(z.object({ a: z.array(z.object({ b: z.string() })) }))).toBe(true);
		expect(fits(z.enum(["additionalProperties", "object"]))).toBe(true);
		expect(fits(z.array(z.record(z.string(), z.number())))).toBe(false);
		expect(fits(tree)).toBe(false);
		expect(fitsNative({ type: "object" })).toBe(false);
		const twice = { type: "object", properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "#/$defs/A" } } };
		expect(fitsNative({ ...twice, $defs: { A: { type: "string" } } })).toBe(true);
	});
});

describe("nativeSchema", () => {
	it("closes every object and leaves out what constrained decoding does not know, in fields of any name", () => {
		const schema = shapeJsonSchema("test", {
			minimum: z.number().min(0).max(1).describe("a share"),
			tags: z.array(z.string().max(5)).min(2).max(9),
			kind: z.enum(["a", "b"]),
			inner: z.looseObject({ default: z.int().default(3) }),
		});
		expect(nativeSchema(schema)).toEqual({
			type: "object",
			properties: {
				minimum: { type: "number", description: "a share" },
				tags: { type: "array", items: { type: "string" } },
				kind: { type: "string", enum: ["a", "b"] },
				inner: {
					type: "object",
					properties: { default: { type: "integer" } },
					required: ["default"],
					additionalProperties: false,
				},
			},
			required: ["minimum", "tags", "kind", "inner"],
			additionalProperties: false,
		});
	});

	it("does not touch values: what stands in enum and const is no schema", () => {
		const schema = { type: "object", properties: { a: { enum: [{ minimum: 1 }] }, b: { const: { type: "object" } } } };
		expect(nativeSchema(schema)).toEqual({ ...schema, additionalProperties: false });
	});
});

describe("novaSchema", () => {
	it("writes references out and keeps type, properties and required at the root", () => {
		const address = z.object({ town: z.string() }).meta({ id: "Address" });
		const schema = z.toJSONSchema(z.object({ home: address, work: address.optional() }));
		expect(JSON.stringify(schema)).toContain("$ref");
		const written = { type: "object", properties: { town: { type: "string" } }, required: ["town"] };
		expect(novaSchema(schema)).toMatchObject({
			type: "object",
			properties: { home: written, work: written },
			required: ["home"],
		});
		expect(Object.keys(novaSchema(schema))).toEqual(["type", "properties", "required"]);
		expect(JSON.stringify(novaSchema(schema))).not.toContain("$ref");
	});

	it("ends a schema that is inside itself", () => {
		const tree = { type: "object", properties: { child: { $ref: "#/$defs/T" } } };
		const schema = { type: "object", properties: { root: { $ref: "#/$defs/T" } }, $defs: { T: tree } };
		expect(novaSchema(schema)).toEqual({
			type: "object",
			properties: { root: { type: "object", properties: { child: { type: "object" } } } },
		});
	});
});

describe("requireObjectRoot", () => {
	it("refuses every other root", () => {
		const refused = [{ type: "array" }, { oneOf: [] }, { $ref: "#/$defs/A" }, {}];
		for (const schema of refused) {
			expect(() => requireObjectRoot("m", 'the tool "t"', schema)).toThrow(
				'm: expected the schema of the tool "t" to be an object at its root',
			);
		}
		expect(requireObjectRoot("m", "the output", { type: "object" })).toBeUndefined();
	});
});
