import { describe, expect, it } from "vitest";
import { z } from "zod";
import { textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { claude, llama, nova, qwen } from "../../src/optimize/guides/index.ts";
import { lint } from "../../src/optimize/lint.ts";
import { rewriteInput, rewriteSignature } from "../../src/optimize/rewrite-prompt.ts";
import { screenInstruction } from "../../src/optimize/screen.ts";
import { predict } from "../../src/program/predict.ts";
import { jsonPrompt } from "../../src/program/prompt/json.ts";
import { taggedPrompt } from "../../src/program/prompt/tagged.ts";
import { signature } from "../../src/program/signature.ts";

const relevance = signature({
	name: "relevance",
	instructions: "Judge how well the product serves the shopping query.",
	input: { query: z.string().describe("What the shopper typed"), product: z.string().describe("A listing title") },
	output: { label: z.enum(["positive", "moderate", "negative"]).describe("How well the product serves the query") },
});
const rewritten =
	"## Task\nDecide how well the product serves the shopping query.\n\n## Instructions\n- Compare the product with every wish in the query.\n\n## Response Format\nOne of: positive, moderate, negative.";

describe("rewriteSignature", () => {
	it.each([nova, claude, llama, qwen])("stays under 700 tokens with a usual task: $name", (guide) => {
		for (const adapter of [jsonPrompt, taggedPrompt]) {
			const task = rewriteSignature(guide);
			const parameters = { instructions: task.instructions, demos: [] };
			const { system = "", messages } = adapter.format(task, parameters, { ...rewriteInput(relevance) });
			const text = system + messages.map(({ content }) => textOf(content)).join("");
			// English is about 4 characters a token; 3.5 leaves room for marks and headings
			expect(text.length / 3.5).toBeLessThan(700);
			expect(text).toContain('one of "positive", "moderate", "negative"');
		}
	});

	it.each([jsonPrompt, taggedPrompt])("its answer passes the screen and the family's lint ($name)", async (adapter) => {
		const answer =
			adapter === jsonPrompt
				? JSON.stringify({ instructions: rewritten })
				: `<instructions>${rewritten}</instructions>`;
		const rewriter = predict(rewriteSignature(nova), { adapter });
		const { output } = await rewriter.using(scripted([answer])).run(rewriteInput(relevance));
		const screened = screenInstruction(output.instructions, {
			current: relevance.instructions,
			inputFields: ["query", "product"],
			outputFields: ["label"],
			tried: [],
			shown: [rewriteSignature(nova).instructions],
		});
		expect(screened).toEqual({ ok: true, text: rewritten });
		expect(lint(rewritten, nova)).toEqual([]);
	});

	it("keeps the tags of a family that is written to in tags", async () => {
		const text =
			"<task>\nJudge how well the product serves the query.\n</task>\n<output_format>\nOne of: positive, moderate, negative.\n</output_format>";
		const rewriter = predict(rewriteSignature(claude), { adapter: taggedPrompt });
		const { output } = await rewriter
			.using(scripted([`<instructions>\n${text}\n</instructions>`]))
			.run(rewriteInput(relevance));
		expect(output.instructions).toBe(text);
	});

	it.each([nova, claude, llama, qwen])("what a model recites of it does not pass the screen: $name", (guide) => {
		const { instructions } = rewriteSignature(guide);
		const facts = {
			current: relevance.instructions,
			inputFields: ["query", "product"],
			outputFields: ["label"],
			tried: [],
			shown: [instructions],
		};
		const recitals = [
			instructions,
			instructions.split("\n").slice(3).join("\n"),
			`Judge the query and product. ${instructions.split("\n")[1]}`,
		];
		for (const text of recitals) {
			expect(screenInstruction(text, facts)).toEqual({
				ok: false,
				reason: "recites what the proposer was told or shown",
			});
		}
	});
});

describe("rewriteInput", () => {
	it("describes the fields as the task's own prompt does, and takes tuned instructions", () => {
		expect(rewriteInput(relevance, "Tuned.")).toEqual({
			task: "relevance",
			current: "Tuned.",
			inputs: "- query: text. What the shopper typed\n- product: text. A listing title",
			outputs: '- label: one of "positive", "moderate", "negative". How well the product serves the query',
		});
	});
});
