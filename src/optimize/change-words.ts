import { type Change, diffWords } from "../view/diff.ts";
import { formatCount } from "../view/format.ts";
import { oneLine, truncate } from "../view/width.ts";
import type { ProgramParameters } from "./candidate.ts";

/**
 * True when `after` reads as an edit of `before`, so that a diff by words is short: they share half of the longer one's
 * letters, or most of the shorter one's in a few whole stretches (a sentence was added).
 */
export function isEdit(before: string, after: string): boolean {
	const same = diffWords(before, after).filter(({ kind, text }) => kind === "same" && letters(text) > 0);
	const shared = same.reduce((sum, { text }) => sum + letters(text), 0);
	const [shorter, longer] = [letters(before), letters(after)].sort((a, b) => a - b) as [number, number];
	return shared >= 0.5 * longer || (shared >= 0.7 * shorter && shared > 0 && same.length <= 3);
}

/**
 * What differs between two versions of a program, in a few words: removed words after "−", added ones after "+", a text
 * that was written anew in quotes, and the number of demos where it changed.
 *
 * @param width columns for each step's instructions
 * @example
 * const before = { label: { instructions: "Label the mail.", demos: [] } };
 * changeWords(before, { label: { instructions: "Label the short mail.", demos: [{ input: {}, output: {} }] } }) // => "+short · 1 demo (was 0)"
 */
export function changeWords(before: ProgramParameters, after: ProgramParameters, width = 90): string {
	const several = Object.keys(after).length > 1;
	const steps = Object.entries(after).flatMap(([step, { instructions, demos }]) => {
		const old = before[step] ?? { instructions: "", demos: [] };
		const words = [
			...(old.instructions === instructions ? [] : [truncate(instructionWords(old.instructions, instructions), width)]),
			...demoWords(old.demos, demos),
		];
		return words.length === 0 ? [] : [`${several ? `${step}: ` : ""}${words.join(" · ")}`];
	});
	return steps.length === 0 ? "nothing" : steps.join("; ");
}

function instructionWords(before: string, after: string): string {
	if (!isEdit(before, after)) return `“${oneLine(after)}”`;
	return diffWords(before, after)
		.filter(({ kind, text }) => kind !== "same" && text.trim() !== "")
		.map(({ kind, text }: Change) => `${kind === "removed" ? "−" : "+"}${oneLine(text)}`)
		.join(" ");
}

function demoWords(before: readonly unknown[], after: readonly unknown[]): string[] {
	if (JSON.stringify(before) === JSON.stringify(after)) return [];
	if (before.length === after.length) return [`${after.length} other ${after.length === 1 ? "demo" : "demos"}`];
	return [`${formatCount(after.length, "demo")} (was ${before.length})`];
}

function letters(text: string): number {
	return text.replace(/\s/g, "").length;
}
