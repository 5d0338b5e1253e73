/**
 * Reads the articles as they were written, from articles/*.md.
 *
 * A file is one topic. Each article has a heading `## id (structure)`, one paragraph of text, its reference summary as
 * a quotation and, where the summary has figures that the text only leads to, `Derived: …`.
 */
import { readdirSync, readFileSync } from "node:fs";

export const structures = ["lead", "delayed", "end", "numbers", "correction", "two-sides"] as const;
export type Structure = (typeof structures)[number];

export interface Article {
	readonly id: string;
	readonly topic: string;
	/** Where the main point is; steers the authoring and the baselines, and is not shipped. */
	readonly structure: Structure;
	readonly article: string;
	readonly summary: string;
	/** How figures of the summary follow from the article, where they do not stand there; not shipped. */
	readonly derived: string;
}

const folder = new URL("./articles/", import.meta.url);

/** Reads every article, in the order of the files and of the headings in them. */
export function readArticles(): Article[] {
	const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
	return files.sort().flatMap((file) => {
		const topic = file.replace(/\.md$/, "");
		const [, ...blocks] = readFileSync(new URL(file, folder), "utf8").split(/^## /m);
		return blocks.map((block) => readArticle(topic, block));
	});
}

function readArticle(topic: string, block: string): Article {
	const [heading = "", article = "", summary = "", derived = "", ...rest] = block.trim().split(/\n\n+/);
	const [, id, found] = /^([a-z0-9-]+) \(([a-z-]+)\)$/.exec(heading) ?? [];
	const structure = structures.find((known) => known === found);
	const wellFormed = summary.startsWith("> ") && /^(Derived: .*)?$/.test(derived) && rest.length === 0;
	if (id === undefined || structure === undefined || !wellFormed) {
		throw new Error(`${topic}: expected "## id (structure)", one paragraph and "> summary", found "${heading}"`);
	}
	return { id, topic, structure, article, summary: summary.slice(2), derived };
}

export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/** Sentences end at a stop, perhaps inside quotation marks, before a capital; "Dr" and "St" have no stop here. */
export const sentences = (text: string): string[] => text.split(/(?<=[.?!]["”]?) (?=["“]?[A-Z0-9])/);
