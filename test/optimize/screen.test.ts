import { describe, expect, it } from "vitest";
import { screenInstruction } from "../../src/optimize/screen.ts";

const relevance = {
	current: "Judge how well the product serves the shopping query. Labels: positive, moderate, negative.",
	inputFields: ["query", "product"],
	outputFields: ["label"],
	labels: ["positive", "moderate", "negative"],
	tried: [
		"Compare the query with the product listing, and give one label: positive when every wish is met, moderate when some are, negative otherwise.",
	],
	shown: [
		"Write better instructions for the task, so that a small model makes fewer mistakes.\nKeep every name.",
		"cordless drill 18V\nBrenn impact drill with cord, 800 W, with case and two handles, blue",
	],
};
const mail = {
	current: "Classify the customer's email as urgent or not urgent. Read the whole email first.",
	inputFields: ["email"],
	outputFields: ["urgency"],
	labels: ["urgent", "not urgent"],
	tried: [],
};
const summary = {
	current: "Summarize the document in one sentence. Be brief.",
	inputFields: ["document"],
	outputFields: ["summary"],
	tried: [],
};

const reasonOf = (text: string, facts: Parameters<typeof screenInstruction>[1]) => {
	const screened = screenInstruction(text, facts);
	return screened.ok ? `passed: ${screened.text}` : screened.reason;
};

describe("what may be tried", () => {
	it.each([
		"Given a shopping query and a product, decide how well the product serves the query: positive, moderate or negative.",
		"## Task\nDecide how well a product serves a shopping query.\n\n## Instructions\n- Read the query and the product.\n- positive: all wishes met\n- moderate: some wishes missed\n- negative: another thing",
		"The label is positive if the product meets every wish of the query, moderate if it misses one, and negative if it is another thing. Judge the product.",
		"Does the product serve the query? Say positive if it does fully, moderate if partly, negative if not at all.",
		"Query: what the shopper typed. Product: the listing. Read both, then choose positive, moderate or negative.",
		"Label each query and product pair as positive, moderate, or negative based on how well they match",
		'You are a product search expert. Answer with {"label": "positive"}, {"label": "moderate"} or {"label": "negative"} for the query and the products.',
		"I want you to act as a shopper who typed the queries. Say whether each product is POSITIVE, MODERATE or NEGATIVE for you.",
		"Read the query (and its wishes) and the product.\n1) Another thing: negative\n2) A wish missed: moderate\n3) All met: positive",
		"Say how relevant the product is to the query:\n- positive, moderate or negative\n\nExample:\nQuery: camera stand\nProduct: Tripod, carbon\nLabel: positive",
		"Read the query and the product. If all wishes are met, answer with the label: positive, else moderate or negative",
		"Your job is to look at the query; then at the product; and to answer only with one of these labels: positive, moderate, negative",
	])("passes %j unchanged", (text) => {
		expect(screenInstruction(text, relevance)).toEqual({ ok: true, text });
	});

	// the five candidates and the winner that the migration post prints, as far as they keep what they were given
	it.each([
		"Given a complex question that requires a detailed reasoning process, produce a structured response that includes a step-by-step reasoning and a final answer. Ensure the reasoning clearly outlines each logical step taken to arrive at the answer, maintaining clarity and neutrality throughout.",
		"Given the fields `question` and `document`, produce the fields `answer`. The `document` field contains the text to be summarized. The `answer` field should include a concise summary of the document, following the guidelines provided. Ensure the summary is clear, accurate, and captures the core ideas without introducing new information.",
	])("passes a candidate of MIPROv2: %j", (text) => {
		const facts = { inputFields: ["question", "document"], outputFields: ["answer"], tried: [] };
		expect(reasonOf(text, { ...facts, current: "Given the fields `question`, produce the fields `answer`." })).toMatch(
			/^passed: /,
		);
	});

	it.each([
		[
			"Sure, here is the improved instruction:\n\n**Determine the relevance of the product to the query. Choose one of positive, moderate, or negative.**\n\nThis instruction is clearer because it lists the labels.",
			"Determine the relevance of the product to the query. Choose one of positive, moderate, or negative.",
		],
		[
			"```markdown\nClassify the product for the query as positive, moderate or negative.\n```",
			"Classify the product for the query as positive, moderate or negative.",
		],
		[
			'{"instructions": "Assess whether the product fits the query and answer with positive, moderate or negative."}',
			"Assess whether the product fits the query and answer with positive, moderate or negative.",
		],
		[
			'Certainly! Below is a revised version of the instruction:\r\n\r\n"Decide if the product is positive, moderate or negative for the query."\r\n\r\nLet me know if you want changes!',
			"Decide if the product is positive, moderate or negative for the query.",
		],
		[
			"### Improved Instructions:\nDecide if the product is positive, moderate or negative for the query.",
			"Decide if the product is positive, moderate or negative for the query.",
		],
		[
			"<instructions>\nDecide if the product is positive, moderate or negative for the query.\n</instructions>",
			"Decide if the product is positive, moderate or negative for the query.",
		],
	])("takes the wrapping off %j", (text, inside) => {
		expect(screenInstruction(text, relevance)).toEqual({ ok: true, text: inside });
	});
});

describe("what small models write instead", () => {
	it.each([
		"positive",
		"The label is positive.",
		"Label: positive",
		"**Label:** moderate\n\nThe product is a drill but it is not cordless, so one wish of the query is missed.",
		'{"label": "positive"}',
		'```json\n{"label": "negative", "reason": "another thing than the query"}\n```',
		"<label>positive</label>",
		"Query: red shoes\nProduct: Red running shoes, size 42\nLabel: positive",
		"Based on the query and the product, the most fitting label is **moderate**. It is neither positive nor negative.",
	])("an answer: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("answers an example instead of saying how to");
	});

	it.each([
		"Dear customer,\n\nThank you for your email. We will answer urgent requests today.\n\nBest regards,\nThe support team",
		"Subject: Your email\n\nWe have read your email and treat it as urgent, not as not urgent.",
		"Thank you for reaching out about your heating. Your email is urgent to us and you will hear from us, not urgent or not.",
		"I'm sorry, but I cannot classify the email as urgent or not urgent without seeing it.",
		"I understand your concern. Read this email again tomorrow if it is still urgent or not urgent.",
		"Please read the email as urgent or not urgent and answer it soon.\n\nKind regards,\nAnna",
	])("a letter or a reply: %j", (text) => {
		expect(reasonOf(text, mail)).toBe("is a letter or a chat reply, not an instruction");
	});

	it.each([
		"Could you please provide the email so that it can be classified as urgent or not urgent?",
		"Please provide the email and the label urgent or not urgent so I can write the instruction.",
		"What would you like me to do with the email, is it urgent or not urgent to you?",
		"Is this what it should say? Or should it say more about urgent and not urgent?",
	])("a question back: %j", (text) => {
		expect(reasonOf(text, mail)).toBe("asks back instead of giving an instruction");
	});

	it.each([
		"Write better instructions for the task, so that a small model makes fewer mistakes. Query, product, positive, moderate, negative.",
		"Rewrite the instruction so that the query and the product are labelled positive, moderate or negative.",
		"The improved instruction is to read the query and the product and choose positive, moderate or negative.",
		"For the query and product: Brenn impact drill with cord, 800 W, with case and two handles, blue, choose positive, moderate or negative.",
	])("a recital: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("recites what the proposer was told or shown");
	});

	it.each([
		"Judge the query and and and the product: positive, moderate, negative.",
		`Judge the query and the product: positive, moderate, negative. ${"Be sure to check it. ".repeat(4)}`,
		`Judge the product for the query ${"as positive or as moderate or as negative ".repeat(5)}.`,
		"Check the query and product.\n- Is it positive, moderate or negative\n- Be careful\n- Look at the price\n- Be honest\n- Look at the price\n- Look at the colour\n- Look at the price",
	])("a loop: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("repeats itself in a loop");
	});

	it.each([
		"Judge how well the {product} serves the {query}: positive, moderate or negative.",
		"Judge how well the product serves {{ query }}: positive, moderate or negative.",
		"Judge how well [PRODUCT] serves the query: positive, moderate or negative, product by product.",
		"Judge the query and product as [insert label here]: positive, moderate or negative.",
		// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder is what is looked for
		"Judge how well the product serves ${query}: positive, moderate or negative.",
	])("a placeholder: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("holds a placeholder that nothing fills in");
	});

	it.each([
		"Read the query and product. Choose positive when it fits, moderate when it partly fits, negative when the",
		"Read the query and product. Choose positive, moderate or negative. If the product is an acc",
		"Read the query and the product and choose positive (all wishes met, moderate or negative",
		'Read the query and the product and answer "positive", "moderate" or "negative',
		"Read the query and the product and answer positive, moderate or negative, then:",
	])("half a sentence: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("is cut off in the middle");
	});

	it.each([
		"The product is a great match for the query because it meets all of the wishes, so positive and not moderate or negative.",
		"This dataset holds shopping queries and product listings with the labels positive, moderate and negative in equal parts.",
	])("a statement: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("tells nobody to do anything");
	});
});

describe("what must be kept", () => {
	it("every label that the current instruction names, in whatever case", () => {
		expect(
			reasonOf("Decide whether the product serves the query well, and answer positive or negative.", relevance),
		).toBe('no longer names "moderate"');
	});

	it("input fields, bent or not; an output field's plain name may go unsaid", () => {
		expect(
			reasonOf("Decide whether a listing serves a search: answer positive, moderate or negative.", relevance),
		).toBe('no longer names the field "query"');
		expect(reasonOf("Sum up the documents that you are given in a single short sentence.", summary)).toMatch(/^passed/);
	});

	it("names in quotes, where no labels are given", () => {
		const facts = { ...summary, current: 'Answer "yes" or `no` in a <verdict> tag: is the document long?' };
		expect(reasonOf("Decide if the document is long, then answer yes or no in a tag.", facts)).toBe(
			'no longer names "verdict"',
		);
		expect(reasonOf("Decide if the document is long, then answer yes in a <verdict> tag.", facts)).toBe(
			'no longer names "no"',
		);
	});

	it("compound names of fields, however they are spelled", () => {
		const facts = { ...summary, outputFields: ["shortSummary"], current: "Write the short_summary of the document." };
		expect(reasonOf("Write a short summary that says what the document is about.", facts)).toMatch(/^passed/);
		expect(reasonOf("Write one sentence that says what the document is about.", facts)).toBe(
			'no longer names the field "shortSummary"',
		);
	});
});

describe("newness and length", () => {
	it.each([
		"Compare the QUERY with the product listing and give one label — positive when every wish is met; moderate when some are; negative otherwise!",
		relevance.current.toUpperCase(),
	])("refuses the same words in another dress: %j", (text) => {
		expect(reasonOf(text, relevance)).toBe("was tried already");
	});

	it("refuses a near copy and says how near", () => {
		// 23 words each, and one more: 2 * 23 / 47
		expect(
			reasonOf(
				"Compare the query with the product listing, and then give one label: positive when every wish is met, moderate when some are, negative otherwise.",
				relevance,
			),
		).toBe("is nearly the same as one tried already (similarity 0.979)");
	});

	it("counts words", () => {
		expect(reasonOf("Summarize the document in few words.", summary)).toBe("has 6 words, fewer than 8");
		const long = Array.from({ length: 70 }, (_, i) => `Step ${i}: read part ${i}.`).join(" ");
		expect(reasonOf(`Summarize the document. ${long}`, summary)).toBe("has 353 words, more than 112"); // 4 * 8 + 80
	});

	it("never asks for fewer words than the current instruction has", () => {
		const rules = Array.from({ length: 110 }, (_, i) => `Rule ${i}: weigh part ${i}.`).join(" ");
		const facts = { ...summary, current: `Summarize the document. ${rules}` };
		const other = rules.replaceAll("weigh", "read");
		expect(reasonOf(`Shorten the document. ${other}`, facts)).toMatch(/^passed/);
		expect(reasonOf(`Shorten the document to a sentence. ${other}`, facts)).toBe("has 556 words, more than 553");
	});

	it.each(["", "  \n", "```\n```", '""'])("refuses nothing: %j", (text) => {
		expect(reasonOf(text, summary)).toBe("is empty");
	});
});

describe("what the current instruction does itself", () => {
	it("is not held against a proposal", () => {
		const urgent = { ...mail, current: "Is the email urgent or not urgent?", outputFields: ["answer"] };
		expect(reasonOf("Would a careful colleague call the email urgent, or rather not urgent?", urgent)).toMatch(
			/^passed/,
		);

		const reply = { ...mail, labels: [], current: "Dear model,\n\nwrite a reply to the email.\n\nThank you" };
		expect(reasonOf("Hello model,\n\nwrite a short and friendly reply to the email.\n\nThanks", reply)).toMatch(
			/^passed/,
		);

		const prompts = { ...summary, inputFields: ["prompt"], current: "Rewrite the prompt so that it is shorter." };
		expect(reasonOf("Rewrite the prompt with as few words as it can be said in.", prompts)).toMatch(/^passed/);
	});

	it("another language than English passes the rules about words", () => {
		const german = { ...summary, inputFields: ["text"], current: "Fasse den Text in einem Satz zusammen." };
		expect(reasonOf("Gib den Inhalt des Textes knapp wieder: ein Text, ein einziger Satz.", german)).toMatch(/^passed/);
	});
});
