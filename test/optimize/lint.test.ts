import { describe, expect, it } from "vitest";
import { claude, llama, nova, qwen } from "../../src/optimize/guides/index.ts";
import { lint } from "../../src/optimize/lint.ts";

// The prompts for Claude 3 Haiku and for Nova Lite as the migration post prints them.
const haiku = {
	system: "",
	user: "Human:\nAct like you are an intelligent AI assistant. You are required to provide a summarization based on given document. Please use below instructions when generating the response.\nThe document is provided in <doc></doc> XML tags.\nPlease be brief and concise in your answer. Do not add any information that is not mentioned in the document.\nDo not provide any preamble and directly start with the summarization.\nDo not make up the answer, If you don't know the answer, just say that I don't know.<doc>Officers searched two areas of the city.</doc>Assistant:",
	demos: [],
};
const novaLite = {
	system: "",
	user: '### Task\nYour task is to summarize the given document enclosed in <doc></doc> tags in a brief and concise manner. Follow these guidelines:\n### Summarization Instructions\n- Read the document carefully to understand its main points and key information.\n- Use your own words to paraphrase the key points.\n- If you cannot summarize the document due to lack of understanding, simply respond "I don\'t know."\n### Document to Summarize\n<doc>Officers searched two areas of the city.</doc>\nPlease provide your concise summary immediately without any preamble.',
	demos: [],
};
const follows = {
	nova: "## Task\nDecide how well a product serves a query.\n\n## Instructions\n- Read the query.\n- Compare the product with it.\n\n## Response Format\nOne of: positive, moderate, negative.",
	claude:
		"<role>You are a product search expert.</role>\n<instructions>\nDecide how well the product serves the query, because shoppers see the best first.\n</instructions>\n<output_format>\nOne of: positive, moderate, negative.\n</output_format>",
	llama:
		"## Role\nYou are a product search expert.\n## Task\nDecide how well a product serves a query.\n## Rules\n- Read the query.\n## Response Format\nOne of: positive, moderate, negative.",
	qwen: "You are a product search expert.\n## Task\nDecide how well a product serves a query.\n## Rules\n- Read the query.\n## Output Format\nOne of: positive, moderate, negative.",
};

describe("lint", () => {
	it("finds in the post's Claude prompt what keeps it from being a Nova prompt, and less in its Nova prompt", () => {
		expect(lint(haiku, nova).map(({ rule }) => rule)).toEqual(["no-chat-marks", "sections"]);
		expect(lint(novaLite, nova)).toEqual([
			{ rule: "sections", severity: "warning", message: 'no section "Response Format"' },
		]);
	});

	it.each([
		[nova, follows.nova],
		[claude, follows.claude],
		[llama, follows.llama],
		[qwen, follows.qwen],
	])("a prompt in a family's own layout breaks nothing, and the view says so: $name", (guide, text) => {
		const findings = lint(text, guide);
		expect(findings).toEqual([]);
		expect(findings.view().text).toMatch(
			new RegExp(`^The prompt follows all of the \\d+ rules of the ${guide.name} guide`),
		);
		expect(findings.view().html).toContain("follows all");
	});

	it("puts errors before warnings before hints", () => {
		const bad = "Human: judge {mail} as usual. Read it. Weigh it. Be fair. Look at [INST].";
		expect(lint(bad, nova).map(({ severity }) => severity)).toEqual([
			"error",
			"error",
			"warning",
			"warning",
			"warning",
			"hint",
		]);
	});

	it("shows itself as a table, in text and as HTML that is escaped", () => {
		const view = lint("Human: judge <b>{mail}</b>.", claude).view();
		expect(view.text).toContain("The prompt breaks");
		expect(view.text).toContain("error !");
		expect(view.html).not.toContain("<b>{mail}");
	});

	it("finds nothing to hold against an empty prompt but what is missing", () => {
		expect(lint("", nova).map(({ rule }) => rule)).toEqual(["sections", "response-format"]);
	});

	it("cuts long excerpts", () => {
		const long = `{mail} ${"word ".repeat(100)}`;
		expect(lint(long, nova).find(({ rule }) => rule === "variables-in-user")?.excerpt).toHaveLength(200);
	});
});
