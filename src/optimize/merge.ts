import { lcsLength } from "../metric/text/lcs.ts";
import { unicodeWords } from "../metric/text/tokenize.ts";
import { editSentences, sentencesOf } from "./merge-sentences.ts";

/** An instruction and the changes that it is made of, by their keys. */
export interface Variant {
	readonly text: string;
	readonly changes: readonly string[];
}

/** The instructions of one step that a run has seen, and what can be made of them. */
export interface Variants {
	/** Every change seen, in order. */
	readonly changes: readonly string[];
	/** Takes in a text that was made from another; undefined when it brings nothing that another text has not. */
	add(text: string, parent: string): Variant | undefined;
	/** The best instruction if each change is worth what the function says, put together from what several proposals changed. */
	best(worth: (change: string) => number): Variant;
}

interface Base {
	readonly text: string;
	readonly sentences: readonly string[];
	/** Change that stands for all of it; undefined for the start. */
	readonly change: string | undefined;
}

/** Leaves a sentence of the base out, adds one, or puts one in another's place; "" is none. */
interface Edit {
	readonly change: string;
	readonly out: string;
	readonly in: string;
}

/** Share of a parent's sentences that an edit keeps; a text that keeps fewer is a text of its own. */
const keptByEdits = 0.5;
/** Two sentences with more of their words in common, in order, say the same, or the opposite: one of them is enough. */
const speaksOfTheSame = 0.7;
/** A sentence that came in with so much in common with one that went is that one, reworded. */
const rewords = 0.5;
const mostWords = 400;

/**
 * Takes instructions apart into changes, so that what one proposal added can stand beside what another did: the three-way
 * merge of version control, sentence by sentence. A proposal that rewrote most of its parent is one change, and what is
 * proposed from it are changes of it.
 *
 * Put together are sentences that belong to one base, none that is nearly another there, in the order in which they
 * were first seen, up to four times the start's words and 80 more (at most 400, or as many as the start has).
 */
export function variantsOf(start: string): Variants {
	const bases: Base[] = [{ text: start, sentences: sentencesOf(start), change: undefined }];
	const edits: Edit[][] = [[]]; // [base][edit]
	const baseOf = new Map<string, number>([[start, 0]]);
	const byChanges = new Map<string, Variant>([["", { text: start, changes: [] }]]);
	const startWords = wordsOf(start);
	const limit = Math.max(startWords, Math.min(mostWords, 4 * startWords + 80));

	function edit(base: number, out: string, into: string): Edit {
		const known = edits[base]?.find((one) => one.out === out && one.in === into);
		if (known !== undefined) return known;
		const made = { change: `${base} -${out} +${into}`, out, in: into };
		edits[base]?.push(made);
		return made;
	}

	/** What makes a text of its base: sentences left out, those that came in, and which came in for which. */
	function editsBetween(index: number, sentences: readonly string[]): Edit[] {
		const before = (bases[index] as Base).sentences;
		const news = sentences.filter((one) => !before.includes(one));
		const found: Edit[] = [];
		for (const out of before.filter((one) => !sentences.includes(one))) {
			const place = news.findIndex((one) => similarity(one, out) > rewords);
			const [into = ""] = place < 0 ? [] : news.splice(place, 1);
			found.push(edit(index, out, into));
		}
		return [...found, ...news.map((one) => edit(index, "", one))];
	}

	function add(text: string, parent: string): Variant | undefined {
		if (baseOf.has(text)) return undefined;
		const before = sentencesOf(parent);
		const sentences = sentencesOf(text);
		const kept = before.filter((sentence) => sentences.includes(sentence)).length;
		const from = baseOf.get(parent) ?? 0;
		if (kept < keptByEdits * before.length) {
			const base = bases.push({ text, sentences, change: `${bases.length}` }) - 1;
			edits.push([]);
			return register(text, base, [`${base}`]);
		}
		const { change } = bases[from] as Base;
		const changes = new Set(editsBetween(from, sentences).map((one) => one.change));
		return register(text, from, [...(change === undefined ? [] : [change]), ...changes]);
	}

	function register(text: string, base: number, changes: readonly string[]): Variant | undefined {
		baseOf.set(text, base);
		const key = keyOf(changes);
		if (byChanges.has(key)) return undefined;
		const variant = { text, changes };
		byChanges.set(key, variant);
		return variant;
	}

	/** The base with every edit that is worth something, dearest first, as far as they agree and fit. */
	function assemble(index: number, worth: (change: string) => number): Variant {
		const base = bases[index] as Base;
		const chosen: Edit[] = [];
		const own = edits[index] ?? [];
		const wanted = own.filter(({ change }) => worth(change) > 0).sort((a, b) => worth(b.change) - worth(a.change));
		let words = wordsOf(base.text);
		for (const one of wanted) {
			const more = wordsOf(one.in) - wordsOf(one.out);
			const disagrees = chosen.some(
				(other) =>
					(one.out !== "" && other.out === one.out) ||
					(one.in !== "" && other.in !== "" && similarity(other.in, one.in) > speaksOfTheSame),
			);
			if (disagrees || (more > 0 && words + more > limit)) continue;
			chosen.push(one);
			words += more;
		}
		const ordered = own.filter((one) => chosen.includes(one));
		const changes = [...(base.change === undefined ? [] : [base.change]), ...ordered.map(({ change }) => change)];
		const known = byChanges.get(keyOf(changes));
		if (known !== undefined) return known;
		const changed = new Map(ordered.flatMap((one) => (one.out === "" ? [] : [[one.out, one.in] as const])));
		const added = ordered.flatMap((one) => (one.out === "" ? [one.in] : []));
		const text = editSentences(base.text, changed, added);
		baseOf.set(text, index);
		return { text, changes };
	}

	return {
		get changes() {
			return bases.flatMap(({ change }, base) => [
				...(change === undefined ? [] : [change]),
				...(edits[base] ?? []).map((one) => one.change),
			]);
		},
		add,
		best(worth) {
			const total = ({ changes }: Variant) => changes.reduce((sum, change) => sum + worth(change), 0);
			return bases
				.map((_, base) => assemble(base, worth))
				.reduce((best, one) => (total(one) > total(best) ? one : best));
		},
	};
}

function keyOf(changes: readonly string[]): string {
	return [...changes].sort().join("\n");
}

function wordsOf(text: string): number {
	return unicodeWords(text).length;
}

/** Twice the words in common, in order, over the words of both. */
function similarity(a: string, b: string): number {
	if (a === b) return 1;
	const [x, y] = [unicodeWords(a), unicodeWords(b)];
	const numbers = new Map([...new Set([...x, ...y])].map((word, index) => [word, index] as const));
	const number = (word: string) => numbers.get(word) ?? -1;
	return (2 * lcsLength(x.map(number), y.map(number))) / Math.max(1, x.length + y.length);
}
