import { stableStringify } from "../../core/json.ts";
import { plainWords } from "../junk-instruction.ts";
import type { Breach, PromptText, Section } from "./guide.ts";
import { isSection, promptSections } from "./prompt-sections.ts";

type Check = (prompt: PromptText) => Breach | null;

/** The sections that are not optional are there, under their own or a like name. */
export function hasSections(sections: readonly Section[]): Check {
	return ({ system, user }) => {
		const found = promptSections(`${system}\n${user}`);
		const missing = sections.filter(
			(section) => section.optional !== true && !found.some(({ name }) => isSection(name, section)),
		);
		if (missing.length === 0) return null;
		return { message: `no section ${missing.map(({ name }) => `"${name}"`).join(", ")}` };
	};
}

/** The sections that are there stand in the layout's order. */
export function inOrder(sections: readonly Section[]): Check {
	return ({ system }) => {
		const places = promptSections(system)
			.map(({ name }) => ({ name, place: sections.findIndex((section) => isSection(name, section)) }))
			.filter(({ place }) => place !== -1);
		const late = places.findIndex(({ place }, index) => index > 0 && place < (places[index - 1]?.place ?? 0));
		if (late === -1) return null;
		return { message: `section "${places[late]?.name}" comes after "${places[late - 1]?.name}"` };
	};
}

/** Sections are marked in this style. */
export function sectionStyle(style: "heading" | "tag"): Check {
	return ({ system }) => {
		const other = promptSections(system).find((section) => section.style !== style);
		if (other === undefined) return null;
		const wanted = style === "tag" ? `<${other.name.toLowerCase().replace(/\s+/g, "_")}>` : `## ${other.name}`;
		return { message: `section "${other.name}" is not written ${wanted}`, excerpt: other.name };
	};
}

const format =
	/\b(?:json|xml|yaml|markdown|csv|bullet|table|format|schema)\b|<[a-z][\w-]*>|\b(?:one of|exactly one|only (?:the|one|with)|nothing else|a single|one (?:word|label|sentence|line|paragraph|number)|in (?:\w+ ){0,3}(?:words?|sentences?|lines?|paragraphs?))\b|\blabels?:|\b(?:answer|respond|reply|return|output|give|write)\b[^.\n]{0,60}(?:["'`]|:\s*\S)/i;

/** Somewhere it is said what the answer looks like. */
export const saysFormat: Check = ({ system, user }) =>
	format.test(`${system}\n${user}`) ? null : { message: "nothing says what the answer looks like" };

/** No line holds more than three sentences of instruction. */
export const onePerLine: Check = ({ system }) => {
	const crowded = system
		.split("\n")
		.find((line) => line.split(/(?<=[.!?])\s+(?=[A-Z"'`<])/).filter((part) => part.trim() !== "").length > 3);
	return crowded === undefined ? null : { message: "more than three instructions in one line", excerpt: crowded };
};

const vague =
	/\b(?:etc\b\.?|and so (?:on|forth)|and the like|as appropriate|as (?:you see|seems) fit|somehow|if (?:necessary|needed|appropriate)|use your (?:best )?judge?ment|as usual)/i;

/** Nothing is left for the model to guess. */
export const noVagueWords: Check = ({ system }) => {
	const found = vague.exec(system);
	return found === null
		? null
		: { message: `"${found[0]}" leaves open what is meant`, excerpt: lineAt(system, found.index) };
};

/** A section that is spoken of by name exists. */
export const namesKnownSections: Check = ({ system, user }) => {
	const text = `${system}\n${user}`;
	const found = promptSections(text);
	for (const match of text.matchAll(/["'`<#*]+([A-Za-z][\w ]{2,40})["'`>#*]+ (?:section|tags?)\b/g)) {
		const name = match[1] ?? "";
		// a tag may stand in the middle of a line, where no section is looked for
		const there = found.some((section) => plainWords(section.name) === plainWords(name)) || text.includes(`</${name}>`);
		if (!there) return { message: `speaks of "${name}", which is not there`, excerpt: lineAt(text, match.index) };
	}
	return null;
};

/** Every tag that is opened on a line of its own is closed, and the other way round. */
export const closesTags: Check = ({ system, user }) => {
	const text = `${system}\n${user}`;
	const open = promptSections(text).find(({ name, style }) => style === "tag" && !text.includes(`</${name}>`));
	return open === undefined ? null : { message: `<${open.name}> is never closed`, excerpt: `<${open.name}>` };
};

const variable = /\{\{\s*[A-Za-z_][\w.]*\s*\}\}|\$\{[^}\n]+\}|(?<!\{)\{[A-Za-z_]\w*\}(?!\})/;

/** The instructions hold no `{variable}`: what changes from call to call goes into the user's turn. */
export const noVariablesInSystem: Check = ({ system }) => {
	const found = variable.exec(system);
	return found === null
		? null
		: { message: `"${found[0]}" stands in the system prompt`, excerpt: lineAt(system, found.index) };
};

const marks =
	/<\|(?:im_start|im_end|begin_of_text|start_header_id|end_header_id|eot_id|endoftext)\|>|\[\/?INST\]|<<\/?SYS>>|^(?:Human|Assistant):/m;

/** No marks of a chat template, ours or another family's: the server or the SDK writes them. */
export const noTemplateMarks: Check = ({ system, user }) => {
	const text = `${system}\n${user}`;
	const found = marks.exec(text);
	return found === null
		? null
		: { message: `"${found[0]}" belongs to a chat template`, excerpt: lineAt(text, found.index) };
};

/** Two worked examples or more do not all give the same answer. */
export const diverseDemos: Check = ({ demos }) => {
	const outputs = new Set(demos.map((demo) => stableStringify(demo.output)));
	if (demos.length < 2 || outputs.size > 1) return null;
	return { message: `all ${demos.length} examples give the same answer`, excerpt: [...outputs][0] ?? "" };
};

const example = /^\s*[-*]?\s*(?:\*\*)?(?:input|question|q|example(?: \d+)?)(?:\*\*)?\s*:\s*\S/im;

/** Worked examples that are written into the instructions stand in a section of their own. */
export const examplesApart: Check = ({ system }) => {
	const found = example.exec(system);
	const apart = promptSections(system).some(({ name }) => /^(?:\w+[ _])*examples?\b/i.test(name));
	if (found === null || apart) return null;
	return { message: "an example stands outside of any section of examples", excerpt: lineAt(system, found.index + 1) };
};

/** The longest part of the user's turn, where it is long, comes before the short ones. */
export function longestFirst(characters: number): Check {
	return ({ user }) => {
		const parts = [...user.matchAll(/<([A-Za-z][\w-]*)>([\s\S]*?)<\/\1>/g)].map(([, name = "", text = ""]) => ({
			name,
			length: text.length,
		}));
		const [first] = parts;
		const longest = parts.reduce(
			(most, part) => (part.length > most.length ? part : most),
			first ?? { name: "", length: 0 },
		);
		if (first === undefined || longest === first || longest.length < characters) return null;
		return { message: `<${longest.name}> is ${longest.length} characters long and comes after <${first.name}>` };
	};
}

/** The instructions give a role. */
export const givesRole: Check = ({ system }) =>
	/\b(?:you are|you're|act as|your role|you will act|as an? (?:expert|experienced|careful))\b|<role>|^#+\s*role\b/im.test(
		system,
	)
		? null
		: { message: "no role is given" };

/** Characters are written themselves, not as `\\u` escapes. */
export const noEscapedUnicode: Check = ({ system, user }) => {
	const found = /\\u[0-9a-fA-F]{4}/.exec(`${system}\n${user}`);
	return found === null ? null : { message: `escaped Unicode "${found[0]}"`, excerpt: found[0] };
};

/** Every tool's description says when not to use it. */
export const saysWhenNotToUseTools: Check = ({ tools = [] }) => {
	const open = tools.find(
		({ description }) => !/\b(?:not|never|only|unless|instead|except)\b|n't\b/i.test(description),
	);
	return open === undefined
		? null
		: { message: `the tool "${open.name}" does not say when not to use it`, excerpt: open.description };
};

/** With tools, decoding is greedy. */
export const greedyWithTools: Check = ({ tools = [], temperature }) => {
	if (tools.length === 0 || temperature === 0) return null;
	return { message: `tools are given, and the temperature is ${temperature ?? "not set"}` };
};

/** With tools, the length of an answer is set. */
export const limitWithTools: Check = ({ tools = [], maxTokens }) =>
	tools.length > 0 && maxTokens === undefined ? { message: "tools are given, and maxTokens is not set" } : null;

const callSyntax =
	/<\/?tool_?(?:call|use)?>|"?function_call"?\s*[:=]|"(?:name|tool)"\s*:\s*"[^"]+"\s*,\s*"(?:arguments|parameters|input)"/i;

/** With tools, the instructions do not teach how a call is written. */
export const noCallSyntax: Check = ({ tools = [], system }) => {
	const found = tools.length === 0 ? null : callSyntax.exec(system);
	return found === null
		? null
		: { message: "the system prompt describes how a tool call is written", excerpt: lineAt(system, found.index) };
};

function lineAt(text: string, index: number): string {
	const start = text.lastIndexOf("\n", index - 1) + 1;
	const end = text.indexOf("\n", index);
	return text.slice(start, end === -1 ? text.length : end).trim();
}
