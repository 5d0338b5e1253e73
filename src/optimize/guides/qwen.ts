import * as check from "./checks.ts";
import { type Guide, recalled, type Section } from "./guide.ts";

const sections: readonly Section[] = [
	{ name: "Task", holds: "what is to be done, in a sentence or two" },
	{ name: "Rules", holds: "what decides, one a line", aliases: ["Instructions", "Guidelines", "Criteria", "Labels"] },
	{ name: "Output Format", holds: "what the answer looks like", aliases: ["Response Format", "Format", "Output"] },
];

/** Alibaba's Qwen: a short system prompt, the form of the answer standardized in words. All of it is recalled. */
export const qwen: Guide = {
	name: "qwen",
	family: "Alibaba Qwen2.5, Qwen2.5-Coder and Qwen3, instruct variants",
	sources: [],
	layout: { style: "heading", sections },
	rules: [
		{
			id: "output-format",
			says: "Fix the form of the answer in words, down to the name of the field and the allowed values.",
			why: "The model cards ask for a standardized output: a JSON field with the choice alone, or a marked final answer.",
			severity: "warning",
			source: recalled,
			check: check.saysFormat,
		},
		{
			id: "short",
			says: "Keep it short and literal.",
			why: "The small models of the family follow the form of the answer and examples more than long instructions.",
			severity: "hint",
			source: recalled,
			check: ({ system }) => {
				const words = system.split(/\s+/).filter((word) => word !== "").length;
				return words > 300 ? { message: `the instructions have ${words} words, more than 300` } : null;
			},
		},
		{
			id: "one-per-line",
			says: "Write one rule a line.",
			why: "A list survives in a small model's attention, a paragraph does not.",
			severity: "hint",
			source: recalled,
			check: check.onePerLine,
		},
		{
			id: "no-guessing",
			says: "Say what each label means instead of leaving it to be guessed.",
			why: "What goes unsaid is filled in from training.",
			severity: "hint",
			source: recalled,
			check: check.noVagueWords,
		},
		{
			id: "role",
			says: "Begin with a role in one sentence.",
			why: "Without a system prompt the chat template puts in its own, the helpful assistant.",
			severity: "hint",
			source: recalled,
			check: check.givesRole,
		},
		{
			id: "sections",
			says: "Set the parts apart by headings.",
			why: "Parts that are set apart are confused less.",
			severity: "hint",
			source: recalled,
			check: check.hasSections(sections),
		},
		{
			id: "examples-diverse",
			says: "Show one example of each kind of answer.",
			why: "Small models repeat the answer they saw most.",
			severity: "warning",
			source: recalled,
			check: check.diverseDemos,
		},
		{
			id: "no-chat-marks",
			says: "Write no <|im_start|> or <|im_end|> into the text.",
			why: "The server writes the ChatML template; marks in the text end the turn early.",
			severity: "error",
			source: recalled,
			check: check.noTemplateMarks,
		},
	],
};
