/**
 * Takes off what a chat model wraps around an instruction: "Sure, here is …:", a heading, code fences, quotation marks, a
 * JSON object with the one field `instructions`, and the remarks that follow it. What is left is not judged here.
 *
 * @example
 * bareInstruction('Sure! Here is the improved instruction:\n\n"Judge the product."\n\nLet me know if it helps!') // => "Judge the product."
 */
export function bareInstruction(text: string): string {
	let bare = text.replaceAll("\r\n", "\n").trim();
	// A wrapping can lie in another: a fence in a reply, quotes in the fence. Each turn takes off at least one character.
	for (let before = ""; before !== bare; ) {
		before = bare;
		bare = layers.reduce((inner, layer) => layer(inner).trim(), bare);
	}
	return bare;
}

const layers: readonly ((text: string) => string)[] = [
	withoutPreamble,
	withoutHeading,
	withoutRemarks,
	withoutFence,
	withoutTags,
	withoutJson,
	withoutQuotes,
];

const what = "(?:instructions?|prompts?|versions?|rewrit(?:e|ing)|rewording)";
const yes = "(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|yes|got it|no problem)";
// "Here are the labels: …" is the instruction's own; "Here is the improved instruction: …" speaks about it
const preamble = new RegExp(
	`^(?:${yes}\\b[!,.]*\\s*)?(?:here (?:it is|you go)|(?:here(?:'s|’s| is| are)|below (?:is|are)|the following is|this is)\\b[^\\n:]{0,80}?\\b${what}\\b[^\\n:]{0,80}):\\s*(?=\\S)`,
	"i",
);

function withoutPreamble(text: string): string {
	return text.replace(preamble, "").replace(new RegExp(`^${yes}\\s*[!,.]+\\s+`, "i"), "");
}

const label = new RegExp(
	`^(?:#{1,6}\\s*|\\*{1,2})?(?:the )?(?:(?:new|improved|revised|rewritten|updated|proposed|optimi[sz]ed|final|better)\\s+)*${what}\\s*(?:\\*{1,2})?:\\s*(?:\\*{1,2})?|^#{1,6} *${what} *\\n`,
	"i",
);

function withoutHeading(text: string): string {
	return text.replace(label, "");
}

const remark = new RegExp(
	`^(?:let me know\\b|i hope\\b|feel free\\b|please let me\\b|hope this\\b|explanation\\b|note that i\\b|changes made\\b|these changes\\b|i(?:'ve| have)? (?:kept|made|changed|added)\\b|(?:this|the) (?:new|revised|improved|rewritten|updated)? ?${what}\\b)`,
	"i",
);

// Only whole paragraphs at the end: a remark in the middle of a paragraph is the text's own.
function withoutRemarks(text: string): string {
	const paragraphs = text.split(/\n\s*\n/);
	const end = paragraphs.findIndex(
		(paragraph, index) => index > 0 && remark.test(paragraph.trim().replace(/^[*_#\s-]+/, "")),
	);
	return (end === -1 ? paragraphs : paragraphs.slice(0, end)).join("\n\n");
}

function withoutFence(text: string): string {
	const fenced = /^```[a-z]*[ \t]*\n?([\s\S]*?)\n?```$/i.exec(text);
	return fenced?.[1] ?? text;
}

// Only tags that enclose the whole text: instructions may be laid out in tags of their own.
function withoutTags(text: string): string {
	const [, name, inner = ""] = /^<(instructions?|prompt|new_instructions?|output)>([\s\S]*)$/i.exec(text) ?? [];
	if (name === undefined) return text;
	const close = inner.toLowerCase().indexOf(`</${name.toLowerCase()}>`);
	if (close === -1) return inner;
	return close + name.length + 3 === inner.length ? inner.slice(0, close) : text;
}

function withoutJson(text: string): string {
	if (!text.startsWith("{")) return text;
	try {
		const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
		const [key, value] = entries[0] ?? ["", undefined];
		return entries.length === 1 && /instruction|prompt/i.test(key) && typeof value === "string" ? value : text;
	} catch {
		return text;
	}
}

const quotes = [
	['"', '"'],
	["'", "'"],
	["`", "`"],
	["“", "”"],
	["**", "**"],
] as const;

// Only a pair that holds no further mark of its kind: `"yes" or "no"` begins and ends with one too.
function withoutQuotes(text: string): string {
	for (const [open, close] of quotes) {
		if (text.length < open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) continue;
		const inner = text.slice(open.length, text.length - close.length);
		if (!inner.includes(open) && !inner.includes(close)) return inner;
	}
	return text;
}
