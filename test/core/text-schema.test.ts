import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldJsonSchema, shapeJsonSchema, validateShape } from "../../src/core/schema.ts";
import { textSchema } from "../../src/core/text-schema.ts";

describe("textSchema beside zod's string", () => {
	// recorded requests hold the printed schema, and repairs hold the sentence: both must stay as zod has them
	it.each(["A colour", ""])("prints the same text for the description %j", (description) => {
		const ours = fieldJsonSchema("test", "field", textSchema(description));
		const theirs = fieldJsonSchema("test", "field", z.string().describe(description));
		expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
	});

	it("prints the same text without a description", () => {
		const ours = fieldJsonSchema("test", "field", textSchema());
		expect(JSON.stringify(ours)).toBe(JSON.stringify(fieldJsonSchema("test", "field", z.string())));
	});

	it.each([undefined, null, 1, true, [], {}, ["a"]])("rejects %j in the same words", async (value) => {
		const ours = await textSchema()["~standard"].validate(value);
		const theirs = await z.string()["~standard"].validate(value);
		expect(ours.issues?.map(({ message }) => message)).toEqual(theirs.issues?.map(({ message }) => message));
		expect(ours.issues).toHaveLength(1);
	});
});

it("takes a text as it is, the empty one too", async () => {
	expect(await textSchema()["~standard"].validate("a b ")).toEqual({ value: "a b " });
	expect(await textSchema()["~standard"].validate("")).toEqual({ value: "" });
});

it("is a required field of a shape, and a missing value is named with its field", async () => {
	const shape = { reasoning: textSchema(), answer: z.number() };
	expect(shapeJsonSchema("test", shape).required).toEqual(["reasoning", "answer"]);
	expect(await validateShape(shape, { answer: 1 })).toEqual({
		ok: false,
		field: "reasoning",
		issues: ["reasoning: Invalid input: expected string, received undefined"],
	});
	expect(await validateShape(shape, { answer: 1, reasoning: "so" })).toEqual({
		ok: true,
		value: { reasoning: "so", answer: 1 },
	});
});
