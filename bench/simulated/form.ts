/** The form in which a request wants its answer: JSON, DSPy's markers, tagged sections, fenced or plain text. */
import { resolveReference } from "../../src/core/definitions.ts";
import type { JsonSchema } from "../../src/core/schema.ts";
import { askedText, type Chat } from "./chat.ts";

/** Says what goes into a field; the schema is absent where the form has none, and then text is wanted. */
export type Fill = (name: string, schema: JsonSchema | undefined) => unknown;

/** The answer with its fields filled. A form without fields holds one, named as given. */
export function writeAnswer(chat: Chat, onlyField: string, fill: Fill): string {
	const asked = askedText(chat);
	if (typeof chat.json === "object") return JSON.stringify(fillObject(chat.json, chat.json, fill));

	const text = (name: string) => inWords(fill(name, undefined));
	const marked = /starting with the field (.*?), and then ending with the marker/s.exec(asked);
	if (marked !== null) {
		const names = [...(marked[1] ?? "").matchAll(/\[\[ ## (\w+) ## \]\]/g)].map((match) => match[1] ?? "");
		return [...names.map((name) => `[[ ## ${name} ## ]]\n${text(name)}`), "[[ ## completed ## ]]"].join("\n\n");
	}
	const tagged = /Answer (?:again )?with these sections and nothing else:\n((?:<[\w-]+>…<\/[\w-]+>\n?)+)/.exec(asked);
	if (tagged !== null) {
		const names = [...(tagged[1] ?? "").matchAll(/<([\w-]+)>…/g)].map((match) => match[1] ?? "");
		return names.map((name) => `<${name}>${text(name)}</${name}>`).join("\n");
	}
	const names = jsonFields(asked);
	if (names.length > 0) return JSON.stringify(Object.fromEntries(names.map((name) => [name, fill(name, undefined)])));
	if (chat.json === true) return JSON.stringify({ [onlyField]: fill(onlyField, undefined) });
	if (/within ``` blocks/.test(asked)) return `Here it is.\n\`\`\`\n${text(onlyField)}\n\`\`\``;
	return text(onlyField);
}

/** Fields of a JSON answer that is described in words: first DSPy's words, then ours. */
function jsonFields(asked: string): string[] {
	const ordered = /Respond with a JSON object in the following order of fields: (.*)/.exec(asked);
	if (ordered !== null) return [...(ordered[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "");
	const listed = /JSON object and nothing else\. Its fields(?:, in this order)?:\n((?:- .*\n?)+)/.exec(asked);
	return [...(listed?.[1] ?? "").matchAll(/^- ([\w-]+):/gm)].map((match) => match[1] ?? "");
}

function fillObject(schema: JsonSchema, root: JsonSchema, fill: Fill): Record<string, unknown> {
	const fields = Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>);
	return Object.fromEntries(fields.map(([name, field]) => [name, fillValue(name, field, root, fill)]));
}

function fillValue(name: string, given: JsonSchema, root: JsonSchema, fill: Fill): unknown {
	const schema = typeof given.$ref === "string" ? resolveReference(given, root) : given;
	if (Array.isArray(schema.enum) || "const" in schema) return fill(name, schema);
	const variant = ((schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined)?.[0];
	if (variant !== undefined) return fillValue(name, variant, root, fill);
	switch (schema.type) {
		case "object":
			return fillObject(schema, root, fill);
		case "array": {
			const least = Number(schema.minItems ?? Math.min(3, Number(schema.maxItems ?? 3)));
			return Array.from({ length: least }, (_, index) => {
				return fillValue(name, (schema.items ?? {}) as JsonSchema, root, (inner, s) => fill(`${inner} ${index}`, s));
			});
		}
		default:
			return fill(name, schema);
	}
}

function inWords(value: unknown): string {
	return typeof value === "string" ? value : JSON.stringify(value);
}
