import { plainWords } from "../junk-instruction.ts";
import type { Section } from "./guide.ts";

/** A named part of a prompt: `## Task`, `##Task##`, `<task>`, `**Task**` or `Task:` on a line of its own. */
export interface FoundSection {
	readonly name: string;
	readonly style: "heading" | "tag" | "label";
}

const heading = /^#{1,6}\s*([^#\n]+?)\s*#*:?$/;
const tag = /^<([A-Za-z][\w-]*)>/;
const label = /^(?:\*\*([^*\n]{2,40})\*\*:?|([A-Z][A-Za-z ]{2,40}):)$/;

/**
 * The named sections of a prompt, in order.
 *
 * @example
 * promptSections("## Task\nJudge.\n<notes>\nNone.\n</notes>\nResponse format:\nOne word.").map((section) => section.name) // => ["Task", "notes", "Response format"]
 */
export function promptSections(text: string): FoundSection[] {
	return text.split("\n").flatMap((raw): FoundSection[] => {
		const line = raw.trim();
		const named = heading.exec(line)?.[1];
		if (named !== undefined) return [{ name: named, style: "heading" }];
		const tagged = tag.exec(line)?.[1];
		if (tagged !== undefined) return [{ name: tagged, style: "tag" }];
		const labelled = label.exec(line);
		const name = labelled?.[1] ?? labelled?.[2];
		return name === undefined ? [] : [{ name: name.replace(/:$/, ""), style: "label" }];
	});
}

/** Whether a name found in a prompt is that of a section of a layout: `output_format` is "Output Format". */
export function isSection(name: string, section: Section): boolean {
	return [section.name, ...(section.aliases ?? [])].some((known) => plainWords(known) === plainWords(name));
}
