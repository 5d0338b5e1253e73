/**
 * Makes author-labels.jsonl from the passages: `npx tsx datasets/author-labels/make.ts`.
 *
 * A defect is planted in a summary that is true and complete, so its label holds by construction and nobody had to judge.
 */
import { writeFile } from "node:fs/promises";
import { type Family, type Passage, passages } from "./passages.ts";

export type Defect = "none" | "padded" | "ungrammatical" | "dropped" | "invented" | "number" | "off-topic";

export interface LabelRow {
	readonly id: string;
	readonly document: string;
	readonly summary: string;
	readonly label: "good" | "bad";
	readonly grade: number;
	readonly defect: Defect;
	readonly family: Family;
	readonly passage: string;
	readonly split: "train" | "validate" | "test";
}

/** 5: true, whole, well written. 4: as good, but wordy. 3: poorly written, or without the main fact. 2: says what is not so. 1: of something else. */
export const grades: Readonly<Record<Defect, number>> = {
	none: 5,
	padded: 4,
	ungrammatical: 3,
	dropped: 3,
	invented: 2,
	number: 2,
	"off-topic": 1,
};

const planted = ["number", "invented", "dropped", "ungrammatical", "off-topic"] as const;
const families: readonly Family[] = ["plain", "bulletin"];

const fillers = [
	"It is worth taking a moment to consider all of this in its context.",
	"There is, as is so often the case, much that could be said about it.",
	"All in all, this is what the text has to say on the matter.",
	"As one can see, the above covers the points that were made.",
];

/** The summary with sentences added that say nothing. */
export function padded(summary: string, turn = 0): string {
	const filler = (step: number) => fillers[(turn + step) % fillers.length];
	return [filler(0), summary, filler(1), filler(2)].join(" ");
}

/** The summary with small words left out and neighbours changed places: every fact is there, no sentence is right. */
export function ungrammatical(summary: string): string {
	const words = summary.split(" ").filter((word) => !/^(a|an|the|is|was|were|will|has|have|had|of|to)$/i.test(word));
	for (let index = 1; index + 1 < words.length; index += 3) {
		[words[index], words[index + 1]] = [words[index + 1] as string, words[index] as string];
	}
	return words.join(" ");
}

function summaryOf(passage: Passage, index: number, family: Family, defect: Defect): string {
	const whole = passage.whole[family];
	const [right, wrong] = passage.figure;
	switch (defect) {
		case "none":
			return whole;
		case "padded":
			return padded(whole, index);
		case "ungrammatical":
			return ungrammatical(whole);
		case "dropped":
			return passage.dropped[family];
		case "invented":
			return `${whole} ${passage.invented}`;
		case "number":
			return whole.replace(right, wrong);
		case "off-topic":
			return passages[(index + 5) % passages.length]?.whole[family] ?? "";
	}
}

/** Every passage in both families: once whole, once padded, and with three of the five defects, in turn. */
export function rows(): LabelRow[] {
	return passages.flatMap((passage, index) =>
		families.flatMap((family, manner) => {
			const turn = [0, 1, 2].map((step) => planted[(index + 2 * manner + step) % planted.length] as Defect);
			return (["none", "padded", ...turn] as const).map((defect): LabelRow => {
				const grade = grades[defect];
				return {
					id: `${passage.id}-${family}-${defect}`,
					document: passage.text,
					summary: summaryOf(passage, index, family, defect),
					label: grade >= 4 ? "good" : "bad",
					grade,
					defect,
					family,
					passage: passage.id,
					split: index < 2 ? "train" : index < 4 ? "validate" : "test",
				};
			});
		}),
	);
}

if (process.argv[1]?.endsWith("make.ts")) {
	const made = rows();
	await writeFile(
		new URL("author-labels.jsonl", import.meta.url),
		`${made.map((row) => JSON.stringify(row)).join("\n")}\n`,
	);
	console.log(`${made.length} rows`);
}
