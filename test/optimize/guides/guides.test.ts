import { describe, expect, it } from "vitest";
import * as checks from "../../../src/optimize/guides/checks.ts";
import { type PromptText, recalled } from "../../../src/optimize/guides/guide.ts";
import { claude, llama, nova, qwen } from "../../../src/optimize/guides/index.ts";
import { isSection, promptSections } from "../../../src/optimize/guides/prompt-sections.ts";

const prompt = (part: Partial<PromptText>): PromptText => ({ system: "", user: "", demos: [], ...part });
const demo = (label: string) => ({ input: { mail: "…" }, output: { label } });

describe.each([nova, claude, llama, qwen])("the guide $name", (guide) => {
	it("names the source of every rule, or says that it is recalled", () => {
		const known = [recalled, ...guide.sources.map(({ title }) => title)];
		expect(guide.rules.filter(({ source }) => !known.includes(source)).map(({ id }) => id)).toEqual([]);
	});

	it("names each rule once, in one sentence, with a reason", () => {
		expect(new Set(guide.rules.map(({ id }) => id)).size).toBe(guide.rules.length);
		for (const { id, says, why } of guide.rules) {
			expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
			expect(says).toMatch(/^[A-Z].*\.$/);
			expect(why).toMatch(/^[A-Z].*\.$/);
		}
	});

	it("finds its own sections when a prompt is laid out as it says", () => {
		const written = guide.layout.sections.map(({ name }) =>
			guide.layout.style === "tag" ? `<${name}>\nText.\n</${name}>` : `## ${name}\nText.`,
		);
		const found = promptSections(written.join("\n"));
		expect(found.map(({ name }) => name)).toEqual(guide.layout.sections.map(({ name }) => name));
		for (const [index, section] of guide.layout.sections.entries()) {
			expect(isSection(found[index]?.name ?? "", section)).toBe(true);
		}
	});
});

describe("promptSections", () => {
	it.each([
		["## Task", "Task", "heading"],
		["##Task##", "Task", "heading"],
		["### Document to Summarize:", "Document to Summarize", "heading"],
		["<output_format>", "output_format", "tag"],
		["<doc>text</doc>", "doc", "tag"],
		["**Response Format:**", "Response Format", "label"],
		["Response Format:", "Response Format", "label"],
	])("reads %j", (line, name, style) => expect(promptSections(line)).toEqual([{ name, style }]));

	it.each(["Judge the mail.", "- Task: judge", "Labels: spam, ham", "a < b", "</doc>", "", "#1 rule"])(
		"reads no section in %j",
		(line) => expect(promptSections(line).filter(({ name }) => name !== "1 rule")).toEqual([]),
	);
});

describe("the checks", () => {
	const sections = nova.layout.sections;

	it("sections: missing, under another name, in another order", () => {
		expect(checks.hasSections(sections)(prompt({ system: "Judge." }))?.message).toBe(
			'no section "Task", "Instructions", "Response Format"',
		);
		const other = "##Task##\nJudge.\n##Model Instructions##\n- Read.\n##Output Schema##\nOne word.";
		expect(checks.hasSections(sections)(prompt({ system: other }))).toBeNull();
		expect(checks.inOrder(sections)(prompt({ system: other }))).toBeNull();
		const turned = "## Response Format\nOne word.\n## Task\nJudge.";
		expect(checks.inOrder(sections)(prompt({ system: turned }))?.message).toBe(
			'section "Task" comes after "Response Format"',
		);
		expect(checks.sectionStyle("tag")(prompt({ system: "## Output Format\nX" }))?.message).toContain("<output_format>");
	});

	it.each([
		["Answer with one of: spam, ham.", true],
		["Return a JSON object.", true],
		["Answer in two sentences.", true],
		["Labels: spam, ham", true],
		["Judge the mail carefully.", false],
		["", false],
	])("the form of the answer is said in %j: %j", (system, said) =>
		expect(checks.saysFormat(prompt({ system })) === null).toBe(said),
	);

	it("one instruction a line, up to three", () => {
		expect(checks.onePerLine(prompt({ system: "Read. Judge. Answer." }))).toBeNull();
		const crowded = "Read the mail. Judge it. Be fair. Answer.";
		expect(checks.onePerLine(prompt({ system: `Task\n${crowded}` }))?.excerpt).toBe(crowded);
	});

	it("vague words, with their line", () => {
		const breach = checks.noVagueWords(prompt({ system: "Judge.\nWeigh price, colour etc. and answer." }));
		expect(breach).toEqual({
			message: '"etc." leaves open what is meant',
			excerpt: "Weigh price, colour etc. and answer.",
		});
		expect(checks.noVagueWords(prompt({ system: "Judge the fetch." }))).toBeNull();
	});

	it("sections and tags that are spoken of", () => {
		expect(checks.namesKnownSections(prompt({ system: 'See the "Rules" section.' }))?.message).toMatch(/"Rules"/);
		expect(checks.namesKnownSections(prompt({ system: 'See the "Rules" section.\n## Rules\n- One.' }))).toBeNull();
		const inline = prompt({ system: "The text is in <doc> tags.", user: "Here: <doc>x</doc>" });
		expect(checks.namesKnownSections(inline)).toBeNull();
		expect(checks.closesTags(prompt({ system: "<rules>\n- One." }))?.message).toBe("<rules> is never closed");
		expect(checks.closesTags(prompt({ system: "<rules>\n- One.\n</rules>" }))).toBeNull();
	});

	it.each(["{document}", "{{ document }}", "$" + "{document}"])("the variable %s in the system prompt", (variable) => {
		expect(checks.noVariablesInSystem(prompt({ system: `Sum up ${variable}.` }))?.message).toContain(variable);
		expect(checks.noVariablesInSystem(prompt({ user: `Sum up ${variable}.` }))).toBeNull();
	});

	it("JSON in the system prompt is no variable", () => {
		expect(checks.noVariablesInSystem(prompt({ system: 'Answer {"label": "spam"} or {}.' }))).toBeNull();
	});

	it.each(["Human: hello", "<|im_start|>system", "[INST] Judge. [/INST]", "<<SYS>>"])("chat marks: %j", (text) => {
		expect(checks.noTemplateMarks(prompt({ system: `Judge.\n${text}` }))).not.toBeNull();
		expect(checks.noTemplateMarks(prompt({ system: "Judge if a Human: or a machine wrote it." }))).toBeNull();
	});

	it("examples: alike, apart, none, one", () => {
		expect(checks.diverseDemos(prompt({ demos: [demo("spam"), demo("spam")] }))?.message).toMatch(/all 2 examples/);
		expect(checks.diverseDemos(prompt({ demos: [demo("spam"), demo("ham")] }))).toBeNull();
		expect(checks.diverseDemos(prompt({ demos: [demo("spam")] }))).toBeNull();
		expect(checks.diverseDemos(prompt({}))).toBeNull();
		const loose = "Judge.\nInput: buy now\nspam";
		expect(checks.examplesApart(prompt({ system: loose }))?.excerpt).toBe("Input: buy now");
		expect(checks.examplesApart(prompt({ system: `## Examples\n${loose}` }))).toBeNull();
	});

	it("a long part comes first", () => {
		const long = "word ".repeat(1000);
		const late = prompt({ user: `<question>Why?</question>\n<doc>${long}</doc>` });
		expect(checks.longestFirst(4000)(late)?.message).toBe("<doc> is 5000 characters long and comes after <question>");
		expect(checks.longestFirst(6000)(late)).toBeNull();
		expect(checks.longestFirst(4000)(prompt({ user: `<doc>${long}</doc>\n<question>Why?</question>` }))).toBeNull();
		expect(checks.longestFirst(4000)(prompt({}))).toBeNull();
	});

	it("tools: limits, decoding, length, call syntax; silent without tools", () => {
		const search = { name: "search", description: "Searches the web." };
		const bare = prompt({ system: 'Call {"name": "search", "arguments": {}}', tools: [search], temperature: 0.7 });
		expect(checks.saysWhenNotToUseTools(bare)?.message).toContain('"search"');
		expect(checks.greedyWithTools(bare)?.message).toContain("0.7");
		expect(checks.limitWithTools(bare)?.message).toContain("maxTokens");
		expect(checks.noCallSyntax(bare)).not.toBeNull();
		const kept = { ...search, description: "Searches the web. Do not use it for arithmetic." };
		const good = prompt({ system: "You help.", tools: [kept], temperature: 0, maxTokens: 500 });
		const all = [checks.saysWhenNotToUseTools, checks.greedyWithTools, checks.limitWithTools, checks.noCallSyntax];
		expect(all.map((check) => check(good))).toEqual([null, null, null, null]);
		expect(all.map((check) => check(prompt({ temperature: 1 })))).toEqual([null, null, null, null]);
	});

	it("roles and escapes", () => {
		expect(checks.givesRole(prompt({ system: "You are a search expert." }))).toBeNull();
		expect(checks.givesRole(prompt({ system: "Judge." }))).not.toBeNull();
		expect(checks.noEscapedUnicode(prompt({ user: "caf\\u00e9" }))?.excerpt).toBe("\\u00e9");
	});
});
