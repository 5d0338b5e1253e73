import * as check from "./checks.ts";
import type { Guide, Section } from "./guide.ts";

const userGuide =
	"Amazon Nova user guide, text understanding prompting best practices (v1) and general best practices (Nova 2)";
const optimizer = "nova-prompt-optimizer (AWS), meta prompter and its layout";
const migration = "Improve Amazon Nova migration performance with data-aware prompt optimization (AWS blog)";

const sections: readonly Section[] = [
	{ name: "Task", holds: "what is to be done, in a sentence or two" },
	{ name: "Context", holds: "who asks, what for, what is given", aliases: ["Background", "Role"], optional: true },
	{
		name: "Instructions",
		holds: "the rules, one a line",
		aliases: ["Model Instructions", "Guidelines", "Rules", "Summarization Instructions"],
	},
	{
		name: "Response Format",
		holds: "what the answer looks like, and nothing besides it",
		aliases: ["Response style and format requirements", "Output Schema", "Output Format", "Response"],
	},
];

/** Amazon Nova: named sections, one instruction a line, an explicit form of the answer, greedy tools. */
export const nova: Guide = {
	name: "nova",
	family: "Amazon Nova Micro, Lite, Pro, Premier and Nova 2",
	sources: [
		{ title: userGuide, read: "2026-11-22" },
		{ title: optimizer, read: "2026-11-22" },
		{ title: migration, read: "2026-11-22" },
	],
	layout: { style: "heading", sections },
	rules: [
		{
			id: "sections",
			says: "Divide the prompt into sections, each under its own heading.",
			why: "Nova finds its way by named sections; its own optimizer writes Task, Context, Instructions and Response Format.",
			severity: "warning",
			source: optimizer,
			check: check.hasSections(sections),
		},
		{
			id: "response-format",
			says: "Say exactly what the answer looks like, and that nothing else may stand in it.",
			why: "In AWS's own sample nearly all of the gain came from answers that could be read.",
			severity: "warning",
			source: userGuide,
			check: check.saysFormat,
		},
		{
			id: "one-per-line",
			says: "Write one instruction a line, short and direct.",
			why: "Small pieces are followed more surely than a paragraph of linked conditions.",
			severity: "warning",
			source: userGuide,
			check: check.onePerLine,
		},
		{
			id: "no-guessing",
			says: "Leave nothing to be assumed: say what counts and what does not.",
			why: "Nova follows instructions well when they are clear, and does not fill gaps the way the author would.",
			severity: "hint",
			source: userGuide,
			check: check.noVagueWords,
		},
		{
			id: "same-names",
			says: "Call a section or a field by the same name wherever you speak of it.",
			why: "A name that leads nowhere is read as something new.",
			severity: "warning",
			source: userGuide,
			check: check.namesKnownSections,
		},
		{
			id: "no-echo",
			says: "Say that the instructions and section names must not be repeated in the answer.",
			why: "They may turn up in the answer otherwise.",
			severity: "hint",
			source: userGuide,
		},
		{
			id: "section-order",
			says: "Keep the order of the sections.",
			why: "It is the order in which Nova's own optimizer writes them.",
			severity: "hint",
			source: optimizer,
			check: check.inOrder(sections),
		},
		{
			id: "variables-in-user",
			says: "Keep what changes from call to call out of the instructions.",
			why: "Variables belong into the user's turn; the system prompt holds what outlasts a turn.",
			severity: "error",
			source: optimizer,
			check: check.noVariablesInSystem,
		},
		{
			id: "no-chat-marks",
			says: "Write no chat marks such as Human: or Assistant:.",
			why: "They come from another family's prompts; roles travel in the request.",
			severity: "error",
			source: migration,
			check: check.noTemplateMarks,
		},
		{
			id: "examples-apart",
			says: "Put worked examples into a section of their own.",
			why: "An example in the middle of the rules can be taken for the input.",
			severity: "warning",
			source: userGuide,
			check: check.examplesApart,
		},
		{
			id: "examples-diverse",
			says: "Choose examples that differ in their answers.",
			why: "Examples of one kind teach the model to give that answer.",
			severity: "warning",
			source: userGuide,
			check: check.diverseDemos,
		},
		{
			id: "long-text-first",
			says: "Put long texts first and the question last.",
			why: "What is read last is followed best when the input is long.",
			severity: "hint",
			source: userGuide,
			check: check.longestFirst(4000),
		},
		{
			id: "no-escaped-unicode",
			says: "Write characters themselves, not as escapes.",
			why: "Escaped Unicode can send the model into a loop.",
			severity: "warning",
			source: userGuide,
			check: check.noEscapedUnicode,
		},
		{
			id: "steps",
			says: "For calculations, comparisons and complex labels, ask for steps before the answer.",
			why: "Thinking aloud, or Nova 2's reasoning mode, helps where several facts decide together.",
			severity: "hint",
			source: userGuide,
		},
		{
			id: "split-hard-tasks",
			says: "Split a hard task into several calls.",
			why: "Interwoven logic is where Nova loses the thread.",
			severity: "hint",
			source: userGuide,
		},
		{
			id: "tool-limits",
			says: "Say of each tool when not to use it.",
			why: "A description without a limit invites calls that were not wanted.",
			severity: "warning",
			source: userGuide,
			check: check.saysWhenNotToUseTools,
		},
		{
			id: "tool-greedy",
			says: "With tools, set the temperature to 0.",
			why: "Sampling breaks the form of tool calls.",
			severity: "error",
			source: userGuide,
			check: check.greedyWithTools,
		},
		{
			id: "tool-max-tokens",
			says: "With tools, allow enough tokens for the largest arguments.",
			why: "A call that is cut off cannot be read.",
			severity: "warning",
			source: userGuide,
			check: check.limitWithTools,
		},
		{
			id: "tool-syntax",
			says: "Do not describe how a tool call is written.",
			why: "The service writes that part; a second description contradicts it.",
			severity: "warning",
			source: userGuide,
			check: check.noCallSyntax,
		},
	],
};
