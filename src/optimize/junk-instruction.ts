import { unicodeWords } from "../metric/text/tokenize.ts";

/** What a proposal is read against. */
export interface JunkFacts {
	/** The instruction that is to be bettered: what it does itself is not held against a proposal. */
	readonly current: string;
	readonly outputFields: readonly string[];
	readonly inputFields: readonly string[];
	/** Answers that the task allows, where they are names. */
	readonly labels: readonly string[];
	/** Texts that the proposer was shown as examples, or as its own task; a proposal that recites them is none. */
	readonly shown: readonly string[];
}

/**
 * What a text is instead of an instruction: an answer, a letter, a question back, a recital, a loop, half a sentence.
 *
 * @returns a phrase that goes on from "the proposal …", or null when nothing speaks against it
 * @example
 * const facts = { current: "Judge the mail.", inputFields: ["mail"], outputFields: ["label"], labels: ["spam", "ham"], shown: [] };
 * junkOf("The label is spam.", facts) // => "answers an example instead of saying how to"
 * junkOf("Decide if the mail is spam or ham.", facts) // => null
 */
export function junkOf(text: string, facts: JunkFacts): string | null {
	for (const { says, found } of kinds) {
		if (found(text, facts) && !found(facts.current, { ...facts, shown: [] })) return says;
	}
	return null;
}

interface Kind {
	readonly says: string;
	found(text: string, facts: JunkFacts): boolean;
}

const kinds: readonly Kind[] = [
	{ says: "answers an example instead of saying how to", found: isAnswer },
	{ says: "is a letter or a chat reply, not an instruction", found: isReply },
	{ says: "asks back instead of giving an instruction", found: asksBack },
	{ says: "recites what the proposer was told or shown", found: recites },
	{ says: "repeats itself in a loop", found: loops },
	{ says: "holds a placeholder that nothing fills in", found: hasPlaceholder },
	{ says: "is cut off in the middle", found: isCutOff },
	{ says: "tells nobody to do anything", found: (text) => !tellsToDo(text) },
];

function isAnswer(text: string, { outputFields, inputFields, labels }: JunkFacts): boolean {
	const bare = text.trim();
	if (/^[{[]\s*["{[\]}]/.test(bare)) return true; // JSON from the first character on
	const outputs = outputFields.map(spelled).join("|") || "(?!)";
	if (new RegExp(`^<(?:${outputs})>`, "i").test(bare)) return true;

	const [first = ""] = bare.split("\n");
	const heading = new RegExp(`^[*#\\s]*(?:${outputs})[*\\s]*[:=][*\\s]*(.*)$`, "i").exec(first);
	if (heading !== null && !tellsToDo(heading[1] ?? "")) return true;

	const names = labels.map(escaped).join("|") || "(?!)";
	const verdict = new RegExp(
		`^(?:(?:so|therefore|thus|hence|based on [^,]*),?\\s+)?(?:the|my|this)\\s+(?:[\\w'-]+\\s+){0,4}?(?:is|would be|should be)\\s+(?:classified as\\s+|labell?ed(?: as)?\\s+)?["'\`*]*(?:${names})\\b(?!["'\`*]*\\s+(?:if|when|where|only|for|unless|whenever)\\b)`,
		"i",
	);
	if (verdict.test(bare)) return true;
	if (labels.some((name) => plainWords(name) === plainWords(bare))) return true;

	// A worked example, "Query: … / Label: positive"; after an instruction it may stand.
	const line = (field: string, value: string) =>
		new RegExp(`^[-*\\s]*${spelled(field)}[*\\s]*[:=][*\\s]*${value}`, "im");
	const starts = inputFields.flatMap((field) => line(field, "\\S").exec(bare)?.index ?? []);
	const answered = outputFields.some((field) => line(field, `["'\`]?(?:${names})["'\`*.]*\\s*$`).test(bare));
	return answered && starts.length > 0 && !tellsToDo(bare.slice(0, Math.min(...starts)));
}

const greeting = /^(?:dear|hi|hello|hey|greetings|good (?:morning|afternoon|evening))\b[^.\n]{0,40}?[,!.\n]/i;
const signOff =
	/^(?:(?:best|kind|warm|kindest)(?: regards| wishes)?|regards|sincerely|yours (?:truly|faithfully|sincerely)|respectfully|cheers|warmly|many thanks|thank you|thanks)[,.!]?\s*$/im;
const subject = /^(?:subject|re)\s*:/i;
const thanks =
	/^(?:thank you|thanks)\b[^.\n]{0,20}\b(?:for|so much)\b|^we (?:apologi[sz]e|appreciate|regret)|^(?:our|the) (?:\w+ )?team (?:will|is|has)\b/i;
const firstPerson =
	/(?:^|[.!?\n]\s*)(?:i['’]m|i am|i['’]d|i would|i can(?:not|['’]t)?|i don['’]t|i do not|i apologi[sz]e|i have|i['’]ve|i understand|i hope|i think|i believe|sorry|as an ai\b|unfortunately,? (?:i|we)\b)\b/i;

function isReply(text: string): boolean {
	const own = withoutQuoted(text).trim();
	return [greeting, signOff, subject, thanks, firstPerson].some((pattern) => pattern.test(own));
}

const askBack =
	/\b(?:could|can|would|will) you (?:please )?(?:provide|share|tell me|give me|clarify|specify|send|paste|explain what|let me know)|\b(?:what|which|how)\b[^.?!]{0,60}\b(?:would you like|do you want|do you need|can i (?:help|assist)|may i (?:help|assist)|should i|did you mean)\b|\bplease (?:provide|share|send|paste|specify|clarify)\b[^.?!\n]{0,120}\b(?:so (?:that )?(?:i|we)\b|to (?:me|continue|proceed)\b|(?:i|we)(?:['’]ll| will| can)\b)|\bi need (?:more|the|to know)\b|\bis there anything\b/i;

function asksBack(text: string, { inputFields }: JunkFacts): boolean {
	if (askBack.test(withoutQuoted(text))) return true;
	// "Is the message urgent?" is an instruction, as good as some; a question about none of the fields is not
	const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
	const words = ` ${plainWords(text)} `;
	return (
		sentences.length > 0 &&
		sentences.every((sentence) => sentence.trim().endsWith("?")) &&
		!inputFields.some((field) => words.includes(` ${plainWords(field)} `))
	);
}

const aboutPrompts =
	/\b(?:rewrit(?:e|ing)|improv(?:e|ing)|revis(?:e|ing)|reword|rephrase|optimi[sz](?:e|ing)|refin(?:e|ing)|propos(?:e|ing)|generat(?:e|ing))\b[^.\n]{0,60}\b(?:instructions?|prompts?)\b|\b(?:current|improved|proposed|candidate|rewritten|original) (?:instructions?|prompt)\b|\b(?:prompt engineer|meta-?prompt)/i;
const recitedWords = 8;

function recites(text: string, { shown }: JunkFacts): boolean {
	if (aboutPrompts.test(text)) return true;
	const words = ` ${plainWords(text)} `;
	return shown.flatMap(sentencesOf).some((sentence) => words.includes(` ${sentence} `));
}

// a sentence of a few words may be met by chance, a long one is copied
function sentencesOf(text: string): string[] {
	return text
		.split(/[.!?]\s+|\n+/)
		.map(plainWords)
		.filter((sentence) => sentence.split(" ").length >= recitedWords);
}

function loops(text: string): boolean {
	if (/\b([\p{L}\p{N}']+)(?:[\s,]+\1\b){2,}/iu.test(text)) return true; // and and and
	const words = unicodeWords(text);
	for (let length = 2; length <= 12; length++) {
		let run = 0;
		for (let i = length; i < words.length; i++) {
			run = words[i] === words[i - length] ? run + 1 : 0;
			if (run >= 2 * length) return true; // the same words three times in a row
		}
	}
	const lines = text
		.split(/\n+|(?<=[.!?])\s+/)
		.map(plainWords)
		.filter((line) => line.split(" ").length >= 3);
	const times = new Map<string, number>();
	for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
	return [...times.values()].some((count) => count >= 3);
}

const placeholder =
	/\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[A-Za-z_][\w .-]*\}|%\([A-Za-z_]\w*\)s|\[(?:insert|your|add|enter|fill|customer|recipient|company|product|name|date|placeholder|input|output|text|query)\b[^\]\n]{0,40}\]|\[[A-Z][A-Z _-]{2,}\]|<(?:insert|your|add|enter|fill)\b[^>\n]{0,40}>/i;

function hasPlaceholder(text: string): boolean {
	return placeholder.test(text);
}

const leadsOn =
	/(?:[,;:([{<–—-]|(?:^|[\s("'])(?:a|an|the|and|or|but|of|to|in|on|for|with|from|by|at|as|if|is|are|be|that|which|when|whether|because|than|its|their|your|this|into|between))$/i;

function isCutOff(text: string): boolean {
	const bare = text.trim().replace(/[*_]+$/, "");
	if (leadsOn.test(bare)) return true;
	const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
	if (count(/```/g) % 2 === 1 || count(/“/g) > count(/”/g) || count(/"/g) % 2 === 1) return true;
	if (count(/(?<![:;])\(/g) > count(/\)/g)) return true;
	if (/[.!?…)\]}>"'`”’。！？]$/.test(bare)) return false;
	// The last line of prose without a full stop, in a text that sets them elsewhere; lists and "Labels: a, b" go without.
	const last = bare.split("\n").at(-1) ?? "";
	if (/^\s*(?:[-*•]|\d+[.)]|#{1,6}\s)/.test(last)) return false;
	const sentences = bare.split(/(?<=[.!?])\s+/);
	const ending = sentences.at(-1)?.split("\n").at(-1) ?? "";
	return sentences.length > 1 && !/^[^.]{1,90}:\s/.test(ending);
}

const doing =
	"accept|act|add|aim|analy[sz]e|answer|apply|ask|assess|assign|assume|avoid|base|be|begin|calculate|categori[sz]e|check|choose|cite|classify|combine|compare|complete|compute|conclude|condense|consider|convert|copy|correct|count|create|decide|deduce|define|describe|detect|determine|do|don't|draft|ensure|estimate|evaluate|examine|explain|extract|fill|find|focus|follow|format|formulate|generate|give|go|grade|identify|ignore|include|infer|inspect|interpret|judge|keep|label|limit|list|locate|look|make|map|mark|match|mention|name|never|note|omit|only|order|output|parse|pay|pick|place|predict|prefer|produce|provide|put|quote|rank|rate|read|recogni[sz]e|refer|reason|remember|remove|rephrase|reply|report|respond|restate|return|review|reword|rewrite|route|say|score|search|select|sort|split|start|state|stay|sum|summari[sz]e|take|tell|think|translate|treat|try|understand|use|verify|watch|weigh|work|write";
const command = new RegExp(
	`(?:^|[.!?:;,\\n]|[-*•]|\\d[.)]|\\b(?:to|please|then|first|next|finally|now|always|carefully|and|must|should))[\\s*_"'#]*(?:please\\s+|then\\s+|first,?\\s+|carefully\\s+|always\\s+|briefly\\s+|[a-z]+ly\\s+)?(?:${doing})\\b`,
	"i",
);
const duty = /\byou(?:r|['’]re| are| will| must| should| need| have)\b|\bmust\b|\bshall\b|\bgiven (?:a|an|the|some)\b/i;

function tellsToDo(text: string): boolean {
	return text.trim().endsWith("?") || duty.test(text) || command.test(text);
}

function withoutQuoted(text: string): string {
	return text.replace(/"[^"\n]*"|“[^”\n]*”|`[^`\n]*`/g, '""');
}

/** The words of a text without case and punctuation, with one space between: for finding names and copies. */
export function plainWords(text: string): string {
	return unicodeWords(text.normalize("NFKC")).join(" ");
}

// A field as a person may write it: `search_query`, "search query", "Search-Query".
function spelled(field: string): string {
	return field
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.split(/[\s_-]+/)
		.map(escaped)
		.join("[\\s_-]*");
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
