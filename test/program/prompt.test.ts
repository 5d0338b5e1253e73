import { describe, expect, it } from "vitest";
import { z } from "zod";
import { noUsage } from "../../src/model/usage.ts";
import { describeFields, describeInput, describeType } from "../../src/program/prompt/describe.ts";
import { findJsonObject, jsonPrompt } from "../../src/program/prompt/json.ts";
import { readSections } from "../../src/program/prompt/sections.ts";
import { taggedPrompt } from "../../src/program/prompt/tagged.ts";
import { signature } from "../../src/program/signature.ts";

const answer = (text: string, finish: "stop" | "length" = "stop") => ({
	content: [{ type: "text", text }] as const,
	finish,
	usage: noUsage,
	latencyMs: 0,
});
const verdict = signature({
	name: "verdict",
	instructions: "Score it.",
	input: { text: z.string() },
	output: { why: z.string(), score: z.number().int().min(1).max(5), ok: z.boolean() },
});

describe("findJsonObject", () => {
	it.each([
		['{"a":1}', { a: 1 }],
		['```json\n{"a": "}"}\n```', { a: "}" }],
		['First {"a":1}, no: {"a":2}', { a: 2 }],
		['{"a": {"b": "\\"}"}} trailing }', { a: { b: '"}' } }],
		['set {x} then {"a":1}', { a: 1 }],
		["no braces", undefined],
		['{"a": 1', undefined],
		["", undefined],
		['{"a":1,"b":{"a":2},}', undefined], // broken outside: what lies inside is not the answer
		['{"a":[{"a":2},{"a":3}', undefined], // cut
		['{a: 1, b: {"a": 2}}', undefined],
		['{"a":1} or rather {"a":2,', undefined],
	])("%s", (text, expected) => {
		expect(findJsonObject(text)).toEqual(expected);
	});

	it("prefers the last object that has a known field", () => {
		expect(findJsonObject('{"Label":"yes"}\n\nExplanation: {}', ["label"])).toEqual({ Label: "yes" });
		expect(findJsonObject('{"x":1} {"y":2}', ["label"])).toEqual({ y: 2 });
		expect(findJsonObject('{"label":"a"} {"label":"b"} {"y":2}', ["label"])).toEqual({ label: "b" });
	});

	it("reads a text of nothing but braces in one pass", () => {
		expect(findJsonObject("{".repeat(200_000))).toBeUndefined();
		expect(findJsonObject('{"a":'.repeat(50_000))).toBeUndefined();
	});
});

describe("readSections", () => {
	it.each([
		["<why>so</why><score>4</score>", { why: "so", score: "4" }],
		["prose <SCORE> 4 </SCORE> more", { score: "4" }],
		["<why>never closed <score>3</score>", { why: "never closed", score: "3" }],
		["<score>1</score> wait <score>2</score>", { score: "2" }],
		["<why>a < b and <b>bold</b></why>", { why: "a < b and <b>bold</b>" }],
		["<score>5", { score: "5" }],
		["nothing", {}],
	])("%s", (text, expected) => {
		expect(readSections(text, ["why", "score"])).toEqual(expected);
	});
});

describe("the tagged adapter", () => {
	it("reads each field by its type", () => {
		const parsed = taggedPrompt.parse(verdict, answer("<why>fine\nindeed</why>\n<score>4/5</score>\n<ok>Yes</ok>"));
		expect(parsed).toEqual({ ok: true, fields: { why: "fine\nindeed", score: 4, ok: true } });
	});

	it("names the section that is missing, and a cut", () => {
		const parsed = taggedPrompt.parse(verdict, answer("<why>long", "length"));
		expect(parsed).toMatchObject({ ok: false, field: "score" });
		expect(JSON.stringify(parsed)).toContain("cut at maxTokens");
	});

	it("takes a plain answer for the only text field", () => {
		const summary = signature({
			name: "s",
			instructions: "i",
			input: { a: z.string() },
			output: { summary: z.string() },
		});
		expect(taggedPrompt.parse(summary, answer(" Just the summary. "))).toEqual({
			ok: true,
			fields: { summary: "Just the summary." },
		});
		expect(taggedPrompt.parse(summary, answer("  ")).ok).toBe(false);
	});
});

describe("the JSON adapter", () => {
	it("forgives the case of field names", () => {
		expect(jsonPrompt.parse(verdict, answer('{"Why":"x","SCORE":1,"ok":false}'))).toEqual({
			ok: true,
			fields: { why: "x", score: 1, ok: false },
		});
	});

	it("says what it found instead of JSON", () => {
		expect(jsonPrompt.parse(verdict, answer("I cannot."))).toEqual({
			ok: false,
			issues: ['expected a JSON object, found "I cannot."'],
		});
	});
});

describe("describeType", () => {
	it.each([
		[{ type: "array", items: { type: "string" } }, "a list of (text)"],
		[{ anyOf: [{ type: "string" }, { type: "null" }] }, "text or null"],
		[{ type: ["string", "number"] }, "text or a number"],
		[{ type: "integer", minimum: -9007199254740991, maximum: 9007199254740991 }, "a whole number"],
		[{ type: "object", properties: { a: { type: "boolean" } } }, "an object { a: true or false }"],
		[{ const: "x" }, 'exactly "x"'],
		[{}, "any JSON value"],
	])("%j", (schema, words) => {
		expect(describeType(schema)).toBe(words);
	});
});

describe("describeFields", () => {
	it("says what may be left out", () => {
		const { outputSchema } = signature({
			name: "s",
			instructions: "",
			input: { a: z.string() },
			output: { label: z.enum(["x"]), note: z.string().optional().describe("extra"), n: z.number().default(1) },
		});
		expect(describeFields(outputSchema)).toBe(
			'- label: one of "x"\n- note: text (may be left out). extra\n- n: a number (may be left out)',
		);
	});

	it("says what a reference stands for, once", () => {
		const Tree: z.ZodType = z.object({
			value: z.string(),
			get children() {
				return z.array(Tree);
			},
		});
		const { outputSchema } = signature({
			name: "s",
			instructions: "",
			input: { a: z.string() },
			output: { tree: Tree },
		});
		expect(describeFields(outputSchema)).toBe(
			"- tree: an object { value: text, children: a list of (the same again) }",
		);
	});
});

describe("the meaning of the input", () => {
	const described = signature({
		name: "s",
		instructions: "Do it.",
		input: { plain: z.string(), asked: z.string().describe("What the customer typed") },
		output: { a: z.string() },
	});
	it.each([jsonPrompt, taggedPrompt])("is shown before the answer's form: $name", (adapter) => {
		const { system } = adapter.format(
			described,
			{ instructions: described.instructions, demos: [] },
			{ plain: "", asked: "" },
		);
		expect(system).toMatch(/^Do it\.\n\nYou are given:\n- asked: What the customer typed\n\nAnswer with /);
	});
	it("is not mentioned where no field has one", () => {
		expect(describeInput(verdict.inputSchema)).toBe("");
	});
});

describe("signature", () => {
	it("refuses a field that JSON cannot hold, naming it", () => {
		const make = () => signature({ name: "s", instructions: "", input: { when: z.date() }, output: { a: z.string() } });
		expect(make).toThrow(/signature s: the field "when" has no JSON Schema \(Date cannot be represented/);
		const transformed = { a: z.string().transform(Number) };
		expect(() => signature({ name: "s", instructions: "", input: { b: z.string() }, output: transformed })).toThrow(
			/"a"/,
		);
	});

	it("refuses empty shapes and names that are no words", () => {
		expect(() => signature({ name: "s", instructions: "", input: {}, output: { a: z.string() } })).toThrow(
			/one input field/,
		);
		expect(() =>
			signature({ name: "a b", instructions: "", input: { a: z.string() }, output: { a: z.string() } }),
		).toThrow(/expected a name of letters, digits, _ and -, found "a b"/);
		expect(() =>
			signature({ name: "s", instructions: "", input: { "a b": z.string() }, output: { a: z.string() } }),
		).toThrow(/expected an input field of letters/);
	});
});
