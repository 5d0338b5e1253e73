import * as check from "./checks.ts";
import { type Guide, recalled, type Section } from "./guide.ts";

const howTo = "Llama documentation, Prompt engineering (how-to guide)";
const notebook = "Prompt Engineering with Llama 2 (Meta, interactive guide)";

const sections: readonly Section[] = [
	{ name: "Role", holds: "who the model is in this task", optional: true },
	{ name: "Task", holds: "what is to be done" },
	{ name: "Rules", holds: "restrictions, one a line", aliases: ["Restrictions", "Instructions", "Guidelines"] },
	{ name: "Response Format", holds: "what the answer looks like", aliases: ["Format", "Output Format", "Output"] },
];

/** Meta's Llama: explicit and detailed instructions, a role, restrictions, a stated format, few-shot examples. */
export const llama: Guide = {
	name: "llama",
	family: "Meta Llama 2, 3 and later, instruct variants",
	sources: [
		{ title: howTo, read: "2026-11-22" },
		{ title: notebook, read: "2026-11-22" },
	],
	layout: { style: "heading", sections },
	rules: [
		{
			id: "explicit",
			says: "Give detailed, explicit instructions instead of open ones.",
			why: "Rules and restrictions get better results than an open question.",
			severity: "hint",
			source: notebook,
			check: check.noVagueWords,
		},
		{
			id: "format",
			says: "Say in which form the answer is wanted: bullet points, a JSON object, one word.",
			why: "A stated format is the surest way to an answer that can be read.",
			severity: "warning",
			source: notebook,
			check: check.saysFormat,
		},
		{
			id: "restrictions",
			says: "State the restrictions: length, allowed sources, what to say when the answer is not known.",
			why: "Without them the model goes on, and makes up what it does not know.",
			severity: "hint",
			source: notebook,
		},
		{
			id: "role",
			says: "Give the model a role.",
			why: "A role makes answers more accurate in its field.",
			severity: "hint",
			source: notebook,
			check: check.givesRole,
		},
		{
			id: "sections",
			says: "Divide a prompt of several parts into sections.",
			why: "Parts that are set apart are confused less.",
			severity: "hint",
			source: recalled,
			check: check.hasSections(sections),
		},
		{
			id: "concise",
			says: "Be clear and concise, without jargon.",
			why: "The prompt should be easy to understand and hold just enough to answer.",
			severity: "hint",
			source: howTo,
			check: check.onePerLine,
		},
		{
			id: "no-preamble",
			says: "Ask for the answer alone, without an introduction or an explanation.",
			why: "Llama chat models like to begin with a sentence about the answer.",
			severity: "hint",
			source: recalled,
		},
		{
			id: "examples-diverse",
			says: "Show specific examples that differ.",
			why: "A few examples tell what output is expected better than a description.",
			severity: "warning",
			source: howTo,
			check: check.diverseDemos,
		},
		{
			id: "step-by-step",
			says: "On tasks that need reasoning, ask for steps before the answer.",
			why: "Steps first make the answer better.",
			severity: "hint",
			source: notebook,
		},
		{
			id: "no-chat-marks",
			says: "Write no [INST], <<SYS>> or header marks into the text.",
			why: "The template has to be reproduced exactly once, and the server does that.",
			severity: "error",
			source: recalled,
			check: check.noTemplateMarks,
		},
	],
};
