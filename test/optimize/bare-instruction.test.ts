import { describe, expect, it } from "vitest";
import { bareInstruction } from "../../src/optimize/bare-instruction.ts";

describe("bareInstruction", () => {
	it.each([
		"Judge the mail.",
		'"yes" or "no": decide whether the mail is spam.',
		"Here are the rules you follow when you judge.\n\n1. Read.\n2. Judge.",
		"Great reviews are positive, poor ones negative. Judge the review.",
		"## Task\nJudge the mail.\n\n## Response Format\n`spam` or `ham`",
		'{"label": "spam"}',
		"Use the mail alone.\n\nNote that newsletters are no spam.",
		"Answer in a fence:\n```json\n{}\n```",
		"<instructions>\nJudge the mail.\n</instructions>\n<output_format>\nspam or ham\n</output_format>",
		"Here are the labels: spam and ham. Judge the mail.",
		"This is a task of classification: judge the mail.",
		"",
	])("leaves %j alone", (text) => expect(bareInstruction(text)).toBe(text));

	it.each([
		["Sure! Here's a revised instruction: Judge the mail.", "Judge the mail."],
		["Okay, judge the mail.", "judge the mail."],
		["New instruction: Judge the mail.", "Judge the mail."],
		["**Improved prompt:** Judge the mail.", "Judge the mail."],
		["## Instructions\nJudge the mail.", "Judge the mail."],
		["“Judge the mail.”", "Judge the mail."],
		["Here it is:\n```\n<instructions>Judge the mail.</instructions>\n```\n\nI hope this helps!", "Judge the mail."],
		['```json\n{"new_prompt": "Judge the mail."}\n```', "Judge the mail."],
		["<instructions>Judge the mail.", "Judge the mail."],
		["Judge the mail.\n\n**Explanation:** It is shorter.\n\nIt also names the mail.", "Judge the mail."],
	])("undresses %j", (text, bare) => expect(bareInstruction(text)).toBe(bare));
});
