import type { Schema } from "../../core/schema.ts";

/**
 * The schema of a list that a model writes as numbered lines, or as "none": what small models manage when lists in JSON go wrong.
 *
 * Lines without a number or bullet are talk around the list and are left out; an answer of nothing but talk does not fit.
 *
 * @param what a line holds, for the model
 * @example
 * const { validate } = numberedLines("a city")["~standard"];
 * validate("Here you are:\n1. Rome\n2. Oslo") // => { value: ["Rome", "Oslo"] }
 * validate("None.") // => { value: [] }
 * validate("I would rather not.").issues.length // => 1
 */
export function numberedLines(what: string): Schema<readonly string[]> {
	const json = () => ({
		type: "string",
		description: `Numbered lines, on each ${what}; the word none when there is none`,
	});
	return {
		"~standard": {
			version: 1,
			vendor: "touchstone",
			validate: (value) => {
				if (isList(value)) return { value };
				const lines = typeof value === "string" ? readLines(value) : null;
				return lines === null
					? {
							issues: [
								{ message: `expected numbered lines ("1. …") or the word none, found ${JSON.stringify(value)}` },
							],
						}
					: { value: lines };
			},
			jsonSchema: { input: json, output: json },
		},
	};
}

/** Lines with their numbers, as a model is shown them. */
export function numbered(items: readonly string[]): string {
	return items.map((item, index) => `${index + 1}. ${item.replace(/\s+/g, " ").trim()}`).join("\n");
}

// Worked examples and models held to JSON may bring the list itself.
function isList(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function readLines(text: string): string[] | null {
	if (/^\W*none\W*$/i.test(text)) return [];
	const items = text.split("\n").flatMap((line) => /^\s*(?:\d+[.):]|[-*•])\s+(.*\S)/.exec(line)?.[1] ?? []);
	return items.length === 0 ? null : items.filter((item) => !/^none\W*$/i.test(item));
}
