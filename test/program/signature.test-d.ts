import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { type Dataset, datasetOf } from "../../src/data/dataset.ts";
import { compose } from "../../src/program/compose.ts";
import { predict } from "../../src/program/predict.ts";
import type { Program } from "../../src/program/program.ts";
import { reason } from "../../src/program/reason.ts";
import { signature } from "../../src/program/signature.ts";

const relevance = signature({
	name: "relevance",
	instructions: "Judge.",
	input: { query: z.string() },
	output: { label: z.enum(["yes", "no"]) },
});

test("a program has the types of its signature", () => {
	expectTypeOf(predict(relevance)).toEqualTypeOf<Program<{ query: string }, { label: "yes" | "no" }>>();
	expectTypeOf(reason(relevance)).toExtend<Program<{ query: string }, { label: "yes" | "no"; reasoning: string }>>();
});

test("a typo in a field does not compile", () => {
	const program = predict(relevance);
	// @ts-expect-error: querry is no input field
	void program.run({ querry: "x" });
	void program.run({ query: "x" }).then((prediction) => {
		// @ts-expect-error: lable is no output field
		prediction.output.lable;
		// @ts-expect-error: "maybe" is no label
		prediction.output.label === "maybe";
	});
});

test("a signature's fields describe a data set", () => {
	const data = datasetOf([{ query: "a", label: "yes" }], { input: relevance.input, expected: relevance.output });
	expectTypeOf(data).toEqualTypeOf<Dataset<{ query: string }, { label: "yes" | "no" }>>();
});

test("steps of a composed program keep their types", () => {
	compose("two", { judge: predict(relevance) }, async (input: { text: string }, step) => {
		const { label } = await step.judge({ query: input.text });
		expectTypeOf(label).toEqualTypeOf<"yes" | "no">();
		// @ts-expect-error: there is no step of that name
		step.juge;
		return { ok: label === "yes" };
	});
});
