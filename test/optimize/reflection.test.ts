import { expect, test } from "vitest";
import { scripted } from "../../src/model/scripted.ts";
import { perfectUtility, reflection } from "../../src/optimize/reflection.ts";
import { textOfRequest } from "./support.ts";

test("the proposer is told little enough for a small model, and its answer is held to one field", async () => {
	const model = scripted([JSON.stringify({ instruction: "Read it and decide." })]);
	const input = {
		inputs: "- n: a number",
		outputs: "- label: text",
		current_instruction: "Decide.",
		examples: "Row 1",
	};
	expect((await reflection().using(model).run(input)).output).toEqual({ instruction: "Read it and decide." });
	const [request] = model.requests;
	if (request === undefined) throw new Error("nothing was asked");
	expect(textOfRequest(request).split(/\s+/).length).toBeLessThan(150);
	expect(Object.keys((request.output?.properties ?? {}) as object)).toEqual(["instruction"]);
	expect(request.temperature).toBe(1);
});

test("the best score is the end of the range that the direction names", () => {
	expect(perfectUtility({ direction: "higher", range: [0, 5] })).toBe(5);
	expect(perfectUtility({ direction: "lower", range: [0, 5] }) + 0).toBe(0);
	expect(perfectUtility({ direction: "lower", range: [0, Infinity] }, 10)).toBe(-10);
});
