/** Reads the handbook and the questions as they were written, from passages/*.md and questions/*.md. */
import { readdirSync, readFileSync } from "node:fs";

export const kinds = ["direct", "paraphrased", "exception", "two-passage", "number", "unanswerable"] as const;
export type Kind = (typeof kinds)[number];

export interface Passage {
	readonly id: string;
	readonly title: string;
	readonly text: string;
}

export interface Question {
	readonly id: string;
	readonly kind: Kind;
	/** Passages that together support the answer; none for an unanswerable question. */
	readonly passageIds: readonly string[];
	readonly question: string;
	readonly answer: string;
	/** How figures of the answer follow from the passages, where they do not stand there; not shipped. */
	readonly derived: string;
}

/** A passage is `## id: Title`, a blank line and one paragraph. */
export function readPassages(): Passage[] {
	return blocks("passages").map((block) => {
		const [, id, title, text] = /^([a-z-]+): (.+)\n\n(.+)$/.exec(block) ?? [];
		if (id === undefined || title === undefined || text === undefined) throw new Error(`passage: cannot read ${block}`);
		return { id, title, text };
	});
}

/** A question is `## id kind: passage, passage`, a line with the question, one with the answer, and perhaps `Derived: …`. */
export function readQuestions(): Question[] {
	return blocks("questions").map((block) => {
		const match = /^(q\d{3}) ([a-z-]+):(.*)\n(.+)\n(.+)(?:\nDerived: (.+))?$/.exec(block);
		const [, id, found, passages = "", question, answer, derived = ""] = match ?? [];
		const kind = kinds.find((known) => known === found);
		if (id === undefined || kind === undefined || question === undefined || answer === undefined) {
			throw new Error(`question: cannot read ${block}`);
		}
		const passageIds = passages
			.split(",")
			.map((passage) => passage.trim())
			.filter((passage) => passage !== "");
		return { id, kind, passageIds, question, answer, derived };
	});
}

function blocks(folder: string): string[] {
	const root = new URL(`./${folder}/`, import.meta.url);
	const files = readdirSync(root).filter((file) => file.endsWith(".md"));
	return files.sort().flatMap((file) => {
		const [, ...found] = readFileSync(new URL(file, root), "utf8").split(/^## /m);
		return found.map((block) => block.trim());
	});
}
