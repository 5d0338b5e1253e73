import { assistantMessage, textOf, userMessage } from "../../model/model.ts";
import { describeFields, fieldsOf } from "./describe.ts";
import type { Parsed, PromptAdapter } from "./prompt.ts";
import { renderSections } from "./sections.ts";

/**
 * Asks for one JSON object. A model that constrains its output gets the schema too (`ModelRequest.output`),
 * so its answer can only fail by running out of tokens.
 */
export const jsonPrompt: PromptAdapter = {
	name: "json",

	format(signature, parameters, input) {
		return {
			system: `${parameters.instructions.trim()}\n\nAnswer with one JSON object and nothing else. Its fields, in this order:\n${describeFields(signature.outputSchema)}`,
			messages: [
				...parameters.demos.flatMap((demo) => [
					userMessage(renderSections(demo.input)),
					assistantMessage(JSON.stringify(demo.output)),
				]),
				userMessage(renderSections(input)),
			],
			output: signature.outputSchema,
		};
	},

	parse(signature, response) {
		const text = textOf(response.content);
		const found = findJsonObject(text);
		if (found === undefined) {
			const cut = response.finish === "length" ? "; the answer was cut at maxTokens" : "";
			return { ok: false, issues: [`expected a JSON object, found ${quote(text)}${cut}`] };
		}
		return fitToFields(
			found,
			fieldsOf(signature.outputSchema).map(([name]) => name),
		);
	},

	repair(signature, badAnswer, issues) {
		return [
			assistantMessage(badAnswer),
			userMessage(
				`That answer does not fit:\n${issues.map((issue) => `- ${issue}`).join("\n")}\nAnswer again with one JSON object and nothing else. Its fields:\n${describeFields(signature.outputSchema)}`,
			),
		];
	},
};

// Field names are compared without case when the exact name is absent: "Label" for "label" is no reason to ask again.
function fitToFields(found: Readonly<Record<string, unknown>>, names: readonly string[]): Parsed {
	const byLowerCase = new Map(Object.entries(found).map(([key, value]) => [key.toLowerCase(), value]));
	const fields: Record<string, unknown> = {};
	for (const name of names) fields[name] = name in found ? found[name] : byLowerCase.get(name.toLowerCase());
	return { ok: true, fields };
}

/**
 * The last complete JSON object in a text, whatever stands around it (prose, code fences).
 *
 * @returns undefined when there is none
 * @example
 * findJsonObject('Here you go: ```json\n{"a": {"b": 1}}\n``` Done.') // => { a: { b: 1 } }
 */
export function findJsonObject(text: string): Record<string, unknown> | undefined {
	let last: Record<string, unknown> | undefined;
	for (let start = text.indexOf("{"); start !== -1; ) {
		const end = closingBrace(text, start);
		const object = end === -1 ? undefined : parseObject(text.slice(start, end + 1));
		if (object !== undefined) last = object;
		start = text.indexOf("{", object === undefined ? start + 1 : end + 1);
	}
	return last;
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

// The brace that closes the one at `start`, braces inside strings not counted; -1 when it stays open.
function closingBrace(text: string, start: number): number {
	let depth = 0;
	let inString = false;
	for (let i = start; i < text.length; i++) {
		const c = text[i];
		if (inString) {
			if (c === "\\") i++;
			else if (c === '"') inString = false;
		} else if (c === '"') inString = true;
		else if (c === "{") depth++;
		else if (c === "}" && --depth === 0) return i;
	}
	return -1;
}

/** A text shortened for an error sentence. */
export function quote(text: string): string {
	const line = text.trim().replace(/\s+/g, " ");
	if (line === "") return "nothing";
	return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
}
