import * as check from "./checks.ts";
import { type Guide, recalled, type Section } from "./guide.ts";

const longContext = "Claude Platform Docs, Long context tips";
const multishot = "Claude Platform Docs, Use examples (multishot prompting)";
const clear = "Claude Platform Docs, Be clear and direct";
const best = "Claude Platform Docs, Prompting best practices";

const sections: readonly Section[] = [
	{ name: "role", holds: "who the model is in this task", optional: true },
	{ name: "context", holds: "what the answer is for, and for whom", aliases: ["background"], optional: true },
	{ name: "task", holds: "what to do", aliases: ["instructions"] },
	{ name: "rules", holds: "what decides, each rule with its reason", aliases: ["guidelines"], optional: true },
	{
		name: "output_format",
		holds: "what the answer looks like",
		aliases: ["format", "response_format", "formatting", "output"],
	},
];

/** Anthropic's Claude: parts in XML tags, plain and explicit instructions with their reason, long documents first. */
export const claude: Guide = {
	name: "claude",
	family: "Anthropic Claude 3 and later",
	sources: [
		{ title: longContext, read: "2026-11-22" },
		{ title: multishot, read: "2026-11-22" },
		{ title: clear, read: "2026-11-22" },
		{ title: best, read: "2026-11-22" },
	],
	layout: { style: "tag", sections },
	rules: [
		{
			id: "sections",
			says: "Put each part of the prompt between XML tags with telling names.",
			why: "Tags keep instructions, data and examples apart.",
			severity: "warning",
			source: best,
			check: check.hasSections(sections),
		},
		{
			id: "explicit",
			says: "Write as for a bright colleague who is new and knows nothing of the task.",
			why: "Claude has no context but the prompt; what is said precisely is done precisely.",
			severity: "hint",
			source: clear,
			check: check.noVagueWords,
		},
		{
			id: "reasons",
			says: "Give the reason of a rule with the rule.",
			why: "Claude generalizes from an explanation better than from a command.",
			severity: "hint",
			source: best,
		},
		{
			id: "output-format",
			says: "Say what the answer looks like, down to the names of its fields.",
			why: "It does what it is asked for; what goes unsaid varies.",
			severity: "warning",
			source: best,
			check: check.saysFormat,
		},
		{
			id: "tags-not-headings",
			says: "Use tags rather than headings for the parts.",
			why: "A tag says where a part ends.",
			severity: "hint",
			source: recalled,
			check: check.sectionStyle("tag"),
		},
		{
			id: "tags-closed",
			says: "Close every tag that you open.",
			why: "An open tag makes the rest of the prompt part of it.",
			severity: "error",
			source: recalled,
			check: check.closesTags,
		},
		{
			id: "same-names",
			says: "Speak of a tag by its name, and only of tags that are there.",
			why: "The name is how a rule points at the data it is about.",
			severity: "warning",
			source: recalled,
			check: check.namesKnownSections,
		},
		{
			id: "say-what-to-do",
			says: "Say what to do rather than what not to do.",
			why: "A wish can be met in one way, a ban leaves all the others.",
			severity: "hint",
			source: recalled,
		},
		{
			id: "role",
			says: "Give the model a role in the system prompt.",
			why: "A role sets knowledge and tone in few words.",
			severity: "hint",
			source: recalled,
			check: check.givesRole,
		},
		{
			id: "examples-apart",
			says: "Put examples into example tags.",
			why: "Then they cannot be taken for the input.",
			severity: "warning",
			source: multishot,
			check: check.examplesApart,
		},
		{
			id: "examples-diverse",
			says: "Choose examples that differ and cover the edge cases.",
			why: "Claude copies patterns that were not meant.",
			severity: "warning",
			source: multishot,
			check: check.diverseDemos,
		},
		{
			id: "long-text-first",
			says: "Put long documents above the question.",
			why: "Questions at the end got better answers on long inputs in Anthropic's tests.",
			severity: "warning",
			source: longContext,
			check: check.longestFirst(20_000),
		},
		{
			id: "quotes-first",
			says: "On long documents, ask for the relevant quotes before the answer.",
			why: "It cuts through the rest of the document.",
			severity: "hint",
			source: longContext,
		},
		{
			id: "no-chat-marks",
			says: "Write no Human: or Assistant: into the text.",
			why: "That is the form of the old completion interface; roles travel in the request.",
			severity: "error",
			source: recalled,
			check: check.noTemplateMarks,
		},
	],
};
