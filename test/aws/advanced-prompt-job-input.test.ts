import { describe, expect, it } from "vitest";
import { z } from "zod";
import { instructionsFrom, promptRecord } from "../../src/aws/advanced-prompt-job-input.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const mail = signature({
	name: "mail",
	instructions: "Read the mail.",
	input: { subject: z.string(), body: z.string(), meta: z.object({ spam: z.boolean() }).optional() },
	output: { label: z.enum(["keep", "drop"]), why: z.string() },
});
const program = predict(mail);
const rows = [
	{ subject: "a", body: "b", meta: { spam: true }, label: "drop", why: "junk", weight: 3 },
	{ subject: "c", body: "d", meta: undefined },
];
const examples = rows.map(({ subject, body, meta, ...expected }, index) => ({
	id: String(index),
	input: { subject, body, meta },
	expected,
}));

describe("promptRecord", () => {
	const record = promptRecord(program, "mail", examples, undefined) as Record<string, unknown> & {
		promptTemplate: string;
	};

	it("has a placeholder a field, after the instructions and before how to answer", () => {
		expect(record.promptTemplate).toMatch(
			/^Read the mail\.\n\nsubject:\n\{\{subject\}\}\n\nbody:\n\{\{body\}\}\n\nmeta:\n\{\{meta\}\}\n\nAnswer with a JSON object/,
		);
		expect(record.templateId).toBe("mail");
	});

	it("has an object a field in each sample, what is no text as JSON, what is missing as null", () => {
		expect(record.evaluationSamples).toEqual([
			{
				inputVariables: [{ subject: "a" }, { body: "b" }, { meta: '{"spam":true}' }],
				referenceResponse: '{"label":"drop","why":"junk"}', // the column of a metric is no answer
			},
			{ inputVariables: [{ subject: "c" }, { body: "d" }, { meta: "null" }] },
		]);
	});

	it("leaves worked examples out of the template", () => {
		const shown = program.with({
			mail: {
				instructions: "Read the mail.",
				demos: [{ input: { subject: "x", body: "y" }, output: { label: "keep", why: "z" } }],
			},
		});
		expect(promptRecord(shown, "mail", [], undefined).promptTemplate).toBe(record.promptTemplate);
	});

	it("of no rows has no samples", () => {
		expect((promptRecord(program, "mail", [], undefined) as { evaluationSamples?: unknown }).evaluationSamples).toEqual(
			[],
		);
	});
});

describe("instructionsFrom", () => {
	it("turns every placeholder into a mention, however it is spaced, and leaves other braces", () => {
		expect(instructionsFrom(" {{ a }} and {{b-c}}, { d } and {{}} \n")).toBe(
			"(given: a) and (given: b-c), { d } and {{}}",
		);
		expect(instructionsFrom("")).toBe("");
	});
});
