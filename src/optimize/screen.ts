import { lcsLength } from "../metric/text/lcs.ts";
import { porterStem } from "../metric/text/porter.ts";
import { unicodeWords } from "../metric/text/tokenize.ts";
import { bareInstruction } from "./bare-instruction.ts";
import { junkOf, plainWords } from "./junk-instruction.ts";

/** What a proposed instruction is held against. */
export interface ScreenOptions {
	/** The instruction that the proposal is to better. */
	readonly current: string;
	readonly inputFields: readonly string[];
	readonly outputFields: readonly string[];
	/** Instructions that were tried already; the current one need not be among them. */
	readonly tried: readonly string[];
	/** The answers that the task allows, where they are names. Default: what the current instruction quotes is kept. */
	readonly labels?: readonly string[];
	/** Texts that the proposer saw (its own instruction, examples): a proposal that recites a sentence of them is refused. */
	readonly shown?: readonly string[];
	/** Largest similarity to one tried; default 0.95. 1 refuses the same words only: a sentence more is new. */
	readonly mostSimilar?: number;
}

/** A proposal that may be tried, cleaned of its wrapping; or what is wrong with it, going on from "the proposal …". */
export type Screened = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

const fewestWords = 8;
const mostWords = 400;
const nearDuplicate = 0.95;

/**
 * Decides, without a model, whether a text may be tried as an instruction for a task: small models that are asked for one
 * often answer an example, write a letter, ask back, recite, loop or stop in the middle.
 *
 * A chat model's wrapping ("Sure, here is …:", fences, quotes) is taken off first. Then the text must have 8 to 400 words
 * (at most four times the current ones and 80 more; never fewer allowed than the current has), be an instruction and whole,
 * name every label, input field and quoted word that the current instruction names, and be new: similar to none tried by
 * more than 0.95 (twice the words in common, in order, over the words of both). What the current instruction does itself, such
 * as ending in a question, is not held against a proposal. The rules are for English; a text in another language passes
 * those that speak of words it does not have.
 *
 * @example
 * const facts = { current: 'Is the mail "spam" or "ham"?', inputFields: ["mail"], outputFields: ["label"], tried: [] };
 * screenInstruction("Sure! Here it is: Read the mail and decide whether it is spam or ham.", facts) // => { ok: true, text: "Read the mail and decide whether it is spam or ham." }
 * screenInstruction("Read the mail carefully and then decide whether it is spam.", facts) // => { ok: false, reason: "no longer names \"ham\"" }
 */
export function screenInstruction(text: string, options: ScreenOptions): Screened {
	const bare = bareInstruction(text);
	const reason = whyNot(bare, options);
	return reason === null ? { ok: true, text: bare } : { ok: false, reason };
}

function whyNot(text: string, options: ScreenOptions): string | null {
	const { current, labels = [], shown = [] } = options;
	if (text === "") return "is empty";
	return (
		junkOf(text, { ...options, labels, shown }) ??
		wrongLength(text, current) ??
		lost(text, options) ??
		repeated(text, [current, ...options.tried], options.mostSimilar ?? nearDuplicate)
	);
}

function wrongLength(text: string, current: string): string | null {
	const [found, before] = [unicodeWords(text).length, unicodeWords(current).length];
	if (found < fewestWords) return `has ${found} words, fewer than ${fewestWords}`;
	const most = Math.min(Math.max(mostWords, before), 4 * before + 80);
	return found > most ? `has ${found} words, more than ${most}` : null;
}

function lost(text: string, { current, inputFields, outputFields, labels }: ScreenOptions): string | null {
	const names = [
		...(labels ?? []).map((name) => ({ name, key: plainWords(name) })),
		...quotedWords(current).map((name) => ({ name, key: plainWords(name) })),
	];
	const missing = names.find(({ key }) => holds(plainWords(current), key) && !holds(plainWords(text), key));
	if (missing !== undefined) return `no longer names ${JSON.stringify(missing.name)}`;

	// A field's name may bend: query and queries, summary_text and "summary text". Those of one or two letters are words too.
	// The program tells the model its output fields besides, so a plain one ("label", "answer") may go unsaid here.
	const compound = outputFields.filter((name) => plainWords(spaced(name)).includes(" "));
	const field = [...inputFields.filter((name) => name.length > 2), ...compound].find(
		(name) => holds(stems(current), stems(name)) && !holds(stems(text), stems(name)),
	);
	return field === undefined ? null : `no longer names the field "${field}"`;
}

// "positive", `label`, <doc>: names that a reader of the instruction is held to. Whole sentences in quotes are not.
function quotedWords(text: string): string[] {
	const quoted =
		/"([^"\n]+)"|“([^”\n]+)”|`([^`\n]+)`|<([A-Za-z][\w-]*)>|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu;
	return [...text.matchAll(quoted)]
		.map((match) => match.slice(1).find((group) => group !== undefined) ?? "")
		.filter((name) => plainWords(name) !== "" && plainWords(name).split(" ").length <= 3);
}

function repeated(text: string, tried: readonly string[], mostSimilar: number): string | null {
	const words = unicodeWords(text.normalize("NFKC"));
	const most = Math.max(0, ...tried.map((other) => wordSimilarity(words, unicodeWords(other.normalize("NFKC")))));
	if (most === 1) return "was tried already";
	return most > mostSimilar ? `is nearly the same as one tried already (similarity ${most.toFixed(3)})` : null;
}

/** Twice the words in common, in order, over the words of both: 1 for the same words, 0 for none shared. */
function wordSimilarity(a: readonly string[], b: readonly string[]): number {
	const numbers = new Map([...new Set([...a, ...b])].map((word, index) => [word, index] as const));
	const number = (word: string) => numbers.get(word) ?? -1;
	return (2 * lcsLength(a.map(number), b.map(number))) / Math.max(1, a.length + b.length);
}

function stems(text: string): string {
	return unicodeWords(spaced(text)).map(porterStem).join(" ");
}

function spaced(name: string): string {
	return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
}

function holds(words: string, sought: string): boolean {
	return ` ${words} `.includes(` ${sought} `);
}
