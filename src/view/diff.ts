import { escapeText } from "./escape.ts";
import { type Shown, shown } from "./shown.ts";

/** A stretch of text that is in both, only in the old or only in the new. */
export interface Change {
	readonly kind: "same" | "removed" | "added";
	readonly text: string;
}

/**
 * What turns one list of pieces into another: a longest common subsequence, found by dynamic programming in
 * O(n · m) time and memory. Enough for prompts and answers; neighbours of one kind come out as one change.
 */
function changes(before: readonly string[], after: readonly string[]): Change[] {
	const [n, m] = [before.length, after.length];
	// common[i][j]: how many pieces before[i…] and after[j…] share
	const common = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
	const at = (i: number, j: number) => common[i]?.[j] ?? 0;
	for (let i = n - 1; i >= 0; i--) {
		for (let j = m - 1; j >= 0; j--) {
			const row = common[i] as Uint32Array;
			row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
		}
	}
	const found: { kind: Change["kind"]; text: string }[] = [];
	const add = (kind: Change["kind"], text: string) => {
		const last = found.at(-1);
		if (last?.kind === kind) last.text += text;
		else found.push({ kind, text });
	};
	let [i, j] = [0, 0];
	while (i < n || j < m) {
		if (i < n && j < m && before[i] === after[j]) {
			add("same", before[i] as string);
			i++;
			j++;
		} else if (i < n && (j === m || at(i + 1, j) >= at(i, j + 1))) {
			add("removed", before[i++] as string);
		} else {
			add("added", after[j++] as string);
		}
	}
	return found;
}

/**
 * What changed between two texts, word by word.
 *
 * @example
 * diffWords("the cat sat", "the dog sat").map(({ kind, text }) => `${kind}:${text}`) // => ["same:the ", "removed:cat", "added:dog", "same: sat"]
 */
export function diffWords(before: string, after: string): Change[] {
	return changes(before.match(/\s+|\S+/g) ?? [], after.match(/\s+|\S+/g) ?? []);
}

/**
 * What changed between two texts, line by line.
 *
 * @example
 * diffLines("a\nb", "a\nc").map(({ kind, text }) => kind + ":" + text.trim()) // => ["same:a", "removed:b", "added:c"]
 */
export function diffLines(before: string, after: string): Change[] {
	return changes(lines(before), lines(after));
}

/**
 * Two texts as one, with what was removed and added: `[-old-]{+new+}` in text (as `git diff --word-diff` writes it),
 * struck through and underlined in HTML. By lines (`by: "line"`) the text is a plain diff with `-` and `+`.
 *
 * @example
 * diff("the cat sat", "the dog sat").text // => "the [-cat-]{+dog+} sat"
 */
export function diff(before: string, after: string, { by = "word" }: { readonly by?: "word" | "line" } = {}): Shown {
	const found = by === "word" ? diffWords(before, after) : diffLines(before, after);
	const text = by === "word" ? found.map(wordText).join("") : found.map(lineText).join("");
	const body = found.map(({ kind, text: piece }) => mark(kind, escapeText(piece))).join("");
	const html = `<div style="white-space:pre-wrap;font-size:13px;line-height:1.5;margin:4px 0">${body}</div>`;
	return shown({ text: text.replace(/\n$/, ""), html });
}

function lines(text: string): string[] {
	return text === ""
		? []
		: text
				.replace(/\n$/, "")
				.split("\n")
				.map((line) => `${line}\n`);
}

function wordText({ kind, text }: Change): string {
	return kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`;
}

function lineText({ kind, text }: Change): string {
	const sign = { same: " ", removed: "-", added: "+" }[kind];
	return text.replace(/^(?=.|\n)/gm, (_, offset: number) => (offset < text.length ? `${sign} ` : ""));
}

// a sign besides the colour: strike and underline; half-transparent grounds suit light and dark pages
function mark(kind: Change["kind"], escaped: string): string {
	if (kind === "same") return escaped;
	if (kind === "removed") return `<del style="background:rgba(213,94,0,0.2)">${escaped}</del>`;
	return `<ins style="background:rgba(0,158,115,0.25)">${escaped}</ins>`;
}
