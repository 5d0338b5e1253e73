import type { JsonSchema } from "../../core/schema.ts";
import { assistantMessage, textOf, userMessage } from "../../model/model.ts";
import { describeFields, describeInput, fieldsOf } from "./describe.ts";
import { quote } from "./json.ts";
import type { PromptAdapter } from "./prompt.ts";
import { readSections, renderSections } from "./sections.ts";

/** Asks for `<field>…</field>` sections: for models that cannot be held to JSON, and for long texts, which need no escaping. */
export const taggedPrompt: PromptAdapter = {
	name: "tagged",

	format(signature, parameters, input) {
		const names = fieldsOf(signature.outputSchema).map(([name]) => name);
		const pattern = names.map((name) => `<${name}>…</${name}>`).join("\n");
		return {
			system: `${parameters.instructions.trim()}\n\n${describeInput(signature.inputSchema)}Answer with these sections and nothing else:\n${pattern}\nWhat goes into them:\n${describeFields(signature.outputSchema)}`,
			messages: [
				...parameters.demos.flatMap((demo) => [
					userMessage(renderSections(demo.input)),
					assistantMessage(renderSections(demo.output)),
				]),
				userMessage(renderSections(input)),
			],
		};
	},

	parse(signature, response) {
		const text = textOf(response.content);
		const fields = fieldsOf(signature.outputSchema);
		const sections = readSections(
			text,
			fields.map(([name]) => name),
		);
		const [only] = fields;
		// One text field and no tag at all: the model just answered. Anything stricter would punish manners, not the task.
		if (fields.length === 1 && only !== undefined && Object.keys(sections).length === 0 && text.trim() !== "") {
			return { ok: true, fields: { [only[0]]: readValue(stripFence(text), only[1]) } };
		}
		const required = signature.outputSchema.required as readonly string[];
		const missing = fields
			.map(([name]) => name)
			.find((name) => required.includes(name) && !Object.hasOwn(sections, name));
		if (missing !== undefined) {
			const cut = response.finish === "length" ? "; the answer was cut at maxTokens" : "";
			return {
				ok: false,
				field: missing,
				issues: [`${missing}: expected a <${missing}> section, found ${quote(text)}${cut}`],
			};
		}
		return {
			ok: true,
			fields: Object.fromEntries(
				fields.flatMap(([name, schema]) => {
					const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
					return section === undefined ? [] : [[name, readValue(stripFence(section), schema)]];
				}),
			),
		};
	},

	renderAnswer: renderSections,

	repair(signature, badAnswer, issues) {
		const pattern = fieldsOf(signature.outputSchema).map(([name]) => `<${name}>…</${name}>`);
		return [
			assistantMessage(badAnswer),
			userMessage(
				`That answer does not fit:\n${issues.map((issue) => `- ${issue}`).join("\n")}\nAnswer again with these sections and nothing else:\n${pattern.join("\n")}\nWhat goes into them:\n${describeFields(signature.outputSchema)}`,
			),
		];
	},
};

function stripFence(text: string): string {
	const fenced = /^```[a-z]*\n([\s\S]*?)\n?```$/i.exec(text.trim());
	return (fenced?.[1] ?? text).trim();
}

// Text is text; for the rest the schema says how to read it. What cannot be read stays text, and the validation names it.
function readValue(text: string, schema: JsonSchema): unknown {
	if (Array.isArray(schema.enum)) {
		const options = schema.enum as readonly unknown[];
		const bare = text.replace(/^["'*\s]+|["'*.\s]+$/g, "").toLowerCase();
		return options.find((option) => option === text) ?? options.find((o) => String(o).toLowerCase() === bare) ?? text;
	}
	if (schema.type === "string") return text;
	if (schema.type === "boolean" && /^(true|false|yes|no)\.?$/i.test(text)) return /^(true|yes)/i.test(text);
	if ((schema.type === "number" || schema.type === "integer") && /^[-+]?[\d.]+\s*\/\s*\d+$/.test(text)) {
		return Number(text.split("/")[0]); // "4/5" on a scale
	}
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
