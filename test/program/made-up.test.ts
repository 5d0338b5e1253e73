import { describe, expect, it } from "vitest";
import { z } from "zod";
import { shapeJsonSchema } from "../../src/core/schema.ts";
import { madeUp } from "../../src/program/made-up.ts";

const Tree: z.ZodType = z.object({
	value: z.string(),
	get children() {
		return z.array(Tree);
	},
});
const Chain: z.ZodType = z.object({
	get next() {
		return Chain.nullable();
	},
	get other() {
		return Chain.optional();
	},
});

describe("a made-up value", () => {
	it.each<[string, z.ZodType]>([
		["text", z.string()],
		["a long text", z.string().min(40)],
		["a short text", z.string().max(2)],
		["an address", z.email()],
		["a link", z.url()],
		["a day", z.iso.date()],
		["a moment", z.iso.datetime()],
		["a uuid", z.uuid()],
		["a choice", z.enum(["yes", "no"])],
		["a whole number", z.int()],
		["a number from 1 to 5", z.int().min(1).max(5)],
		["a number above 0", z.number().positive()],
		["a share", z.number().gt(0).lt(1)],
		["a number below 0", z.number().negative()],
		["a multiple", z.number().min(7).multipleOf(5)],
		["a list", z.array(z.string())],
		["a list of two", z.array(z.object({ n: z.int().gt(4) })).min(2)],
		["a pair", z.tuple([z.string(), z.number()])],
		["perhaps nothing", z.string().nullable()],
		["one of two", z.union([z.literal(3), z.boolean()])],
		["a tree", Tree],
		["a chain", Chain],
		["anything", z.unknown()],
	])("fits %s", (_, schema) => {
		const { field } = madeUp(shapeJsonSchema("s", { field: schema })) as { field: unknown };
		expect(schema.safeParse(field).error).toBeUndefined();
	});
});
