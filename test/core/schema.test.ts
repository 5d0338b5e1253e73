import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError } from "../../src/core/errors.ts";
import { fieldJsonSchema, ownValue, type SchemaLike, shapeJsonSchema, validateShape } from "../../src/core/schema.ts";

describe("fieldJsonSchema", () => {
	it("is the schema of what comes out, without the dialect", () => {
		expect(fieldJsonSchema("test", "n", z.coerce.number().describe("A count"))).toEqual({
			type: "number",
			description: "A count",
		});
		expect(fieldJsonSchema("test", "label", z.enum(["yes", "no"]))).toEqual({ type: "string", enum: ["yes", "no"] });
	});

	it.each([
		["a date", z.date()],
		["a transform", z.string().transform((text) => text.length)],
		["a map", z.map(z.string(), z.number())],
		["a bigint", z.bigint()],
	])("names the field that is %s, which has no JSON Schema", (_, schema) => {
		const ask = () => fieldJsonSchema("signature plan", "due", schema);
		expect(ask).toThrow(ConfigError);
		expect(ask).toThrow(/^signature plan: the field "due" has no JSON Schema \(.+\)\. Use a JSON type/);
	});
});

describe("shapeJsonSchema", () => {
	it("is a closed object; what may be left out is not required", () => {
		const shape = { a: z.string(), b: z.number().optional(), c: z.boolean().default(true), d: z.null() };
		expect(shapeJsonSchema("test", shape)).toEqual({
			type: "object",
			properties: {
				a: { type: "string" },
				b: { type: "number" },
				c: { type: "boolean", default: true },
				d: { type: "null" },
			},
			required: ["a", "d"],
			additionalProperties: false,
		});
	});

	it("keeps the order of the fields, which is the order a model writes them in", () => {
		const shape = { z: z.string(), a: z.string(), m: z.string() };
		expect(Object.keys(shapeJsonSchema("test", shape).properties as object)).toEqual(["z", "a", "m"]);
	});

	it("of no field is an object that holds nothing", () => {
		expect(shapeJsonSchema("test", {})).toEqual({
			type: "object",
			properties: {},
			required: [],
			additionalProperties: false,
		});
	});
});

describe("validateShape", () => {
	const shape = { n: z.coerce.number(), tags: z.array(z.object({ name: z.string() })), note: z.string().optional() };

	it("converts, fills in defaults and drops what was not asked for", async () => {
		expect(await validateShape(shape, { n: "4", tags: [], more: 1 })).toEqual({ ok: true, value: { n: 4, tags: [] } });
		const withDefault = { c: z.boolean().default(true) };
		expect(await validateShape(withDefault, {})).toEqual({ ok: true, value: { c: true } });
	});

	it("names the first field that fails, and the way to it", async () => {
		const value = { n: "four", tags: [{ name: "a" }, { name: 1 }] };
		expect(await validateShape(shape, value)).toMatchObject({ ok: false, field: "n" });
		expect(await validateShape(shape, { ...value, n: 4 })).toEqual({
			ok: false,
			field: "tags",
			issues: ["tags.1.name: Invalid input: expected string, received number"],
		});
	});

	it.each([null, undefined, "text", 7, []])("says what is missing from %j, which has no fields", async (value) => {
		expect(await validateShape({ text: z.string() }, value)).toMatchObject({ ok: false, field: "text" });
	});

	it("waits for a schema that answers later, and reads a path of segments", async () => {
		const later: SchemaLike = {
			"~standard": {
				version: 1,
				vendor: "test",
				validate: async (value) =>
					value === "good" ? { value: "better" } : { issues: [{ message: "bad", path: [{ key: "x" }, 0] }] },
				jsonSchema: { input: () => ({}), output: () => ({}) },
			},
		};
		expect(await validateShape({ later }, { later: "good" })).toEqual({ ok: true, value: { later: "better" } });
		expect(await validateShape({ later }, { later: "no" })).toEqual({
			ok: false,
			field: "later",
			issues: ["later.x.0: bad"],
		});
	});

	it("does not take for a value what every object has", async () => {
		expect(await validateShape({ constructor: z.any() }, {})).toEqual({ ok: true, value: {} });
		expect(await validateShape({ toString: z.string() }, {})).toMatchObject({ ok: false, field: "toString" });
	});
});

it("ownValue reads an object's own values alone", () => {
	expect(ownValue({ a: 0 }, "a")).toBe(0);
	expect(ownValue(["x"], "0")).toBe("x");
	expect(ownValue({}, "constructor")).toBeUndefined();
	for (const value of [null, undefined, "text", 1]) expect(ownValue(value, "length")).toBeUndefined();
});
