import { assistantMessage, textOf, userMessage } from "../../model/model.ts";
import { describeFields, describeInput, fieldsOf } from "./describe.ts";
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
			system: `${parameters.instructions.trim()}\n\n${describeInput(signature.inputSchema)}Answer with one JSON object and nothing else. Its fields, in this order:\n${describeFields(signature.outputSchema)}`,
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
		const names = fieldsOf(signature.outputSchema).map(([name]) => name);
		const found = findJsonObject(text, names);
		if (found === undefined) {
			const cut = response.finish === "length" ? "; the answer was cut at maxTokens" : "";
			return { ok: false, issues: [`expected a JSON object, found ${quote(text)}${cut}`] };
		}
		return fitToFields(found, names);
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
	for (const name of names)
		fields[name] = Object.hasOwn(found, name) ? found[name] : byLowerCase.get(name.toLowerCase());
	return { ok: true, fields };
}

/**
 * The last JSON object in a text, whatever stands around it (prose, code fences).
 *
 * Only whole objects count: one that does not close or parse is never searched for a smaller one inside, for what
 * lies inside it is not the answer. Braces that open no JSON (`{x}`) are prose.
 *
 * @param names fields to look for; an object that has one of them comes before one that has none
 * @returns undefined when there is none, or when the last that looks like an answer is broken
 * @example
 * findJsonObject('Here you go: ```json\n{"a": {"b": 1}}\n``` Done.') // => { a: { b: 1 } }
 */
export function findJsonObject(text: string, names: readonly string[] = []): Record<string, unknown> | undefined {
	const objects = outerBraces(text)
		.filter((part) => /^\{\s*["}]/.test(part))
		.map(parseObject);
	const known = new Set(names.map((name) => name.toLowerCase()));
	const fits = (object: Record<string, unknown> | undefined) =>
		object === undefined || Object.keys(object).some((key) => known.has(key.toLowerCase()));
	const answers = objects.filter(fits);
	return (answers.length > 0 ? answers : objects).at(-1);
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

// The outermost {…} parts in one pass, braces inside their strings not counted; one that stays open runs to the end.
function outerBraces(text: string): string[] {
	const parts: string[] = [];
	let start = 0;
	let depth = 0;
	let inString = false;
	for (let i = 0; i < text.length; i++) {
		const c = text[i];
		if (inString) {
			if (c === "\\") i++;
			else if (c === '"') inString = false;
		} else if (c === '"') inString = depth > 0;
		else if (c === "{") {
			if (depth === 0) start = i;
			depth++;
		} else if (c === "}" && depth > 0) {
			depth--;
			if (depth === 0) parts.push(text.slice(start, i + 1));
		}
	}
	return depth > 0 ? [...parts, text.slice(start)] : parts;
}

/** A text shortened for an error sentence. */
export function quote(text: string): string {
	const line = text.trim().replace(/\s+/g, " ");
	if (line === "") return "nothing";
	return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
}
