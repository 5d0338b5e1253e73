import { expect, test } from "vitest";
import { z } from "zod";
import { screenFor, stepFacts } from "../../src/optimize/step-facts.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const mail = predict(
	signature({
		name: "mail",
		instructions: "Sort the mail into urgent or later.",
		input: { subject: z.string(), body: z.string() },
		output: { label: z.enum(["urgent", "later"]), score: z.number() },
	}),
);
const facts = stepFacts(mail, "mail");
const seen = { current: "Sort the mail into urgent or later.", tried: [], shown: [] };

test("a step's fields and the names that it may answer with", () => {
	expect(facts).toMatchObject({
		step: "mail",
		inputFields: ["subject", "body"],
		outputFields: ["label", "score"],
		labels: ["urgent", "later"],
	});
	expect(facts.inputs.split("\n")).toHaveLength(2);
	expect(facts.outputs).toMatch(/label.*urgent/);
	expect(stepFacts(mail, "gone")).toMatchObject({ inputs: "", outputs: "", labels: [] });
});

test("a proposal is screened against them: it must keep the labels; no answer is no proposal", () => {
	expect(screenFor(facts, undefined, seen)).toBeUndefined();
	const good = "Read subject and body, then say urgent if someone waits for an answer today, else later.";
	expect(screenFor(facts, good, seen)).toMatchObject({ ok: true, text: good });
	const lost = "Read subject and body, then say whether someone waits for an answer today or can wait.";
	expect(screenFor(facts, lost, seen)).toMatchObject({ ok: false, reason: expect.stringContaining("urgent") });
});
