import { type JsonSchema, liftDefinitions } from "../core/definitions.ts";
import { ownValue } from "../core/schema.ts";
import { assistantMessage, textOf, userMessage } from "../model/model.ts";
import { type AgentForm, type AgentTask, describeTools, renderResults, type Turn } from "./agent-form.ts";
import { describeFields, describeInput, fieldsOf } from "./prompt/describe.ts";
import { findJsonObject, quote } from "./prompt/json.ts";
import { renderSections } from "./prompt/sections.ts";
import type { Tool } from "./tool.ts";

/**
 * An agent's turns as JSON objects that the model is held to by a schema: a thought, and then a call of one of the tools with
 * its own arguments, or the answer. For models that can be held to JSON and call no tools of themselves.
 */
export function jsonForm(task: AgentTask): AgentForm {
	const { signature, parameters, tools, input } = task;
	const open = stepSchema(tools, signature.outputSchema);
	const closing = stepSchema([], signature.outputSchema);
	const renderAnswer = (answer: unknown) => JSON.stringify({ thought: "I know enough to answer.", next: { answer } });
	return {
		opening: [
			...parameters.demos.flatMap((demo) => [
				userMessage(renderSections(demo.input)),
				assistantMessage(renderAnswer(demo.output)),
			]),
			userMessage(renderSections(input)),
		],
		request: (messages, closed) => ({ system: systemText(task), messages, output: closed ? closing : open }),
		read(response) {
			const text = textOf(response.content);
			const step = findJsonObject(text, ["next", "thought", "tool", "answer"]);
			if (step !== undefined) return readStep(step, task);
			const cut = response.finish === "length" ? "; the answer was cut at maxTokens" : "";
			return { kind: "unfit", issues: [`expected a JSON object, found ${quote(text)}${cut}`] };
		},
		results: (response, results) => [assistantMessage(textOf(response.content)), userMessage(renderResults(results))],
		repair: (response, issues) => [
			assistantMessage(textOf(response.content)),
			userMessage(`That does not fit:\n${issues.map((issue) => `- ${issue}`).join("\n")}\n${formText}`),
		],
		renderAnswer,
	};
}

const formText = [
	"Each step is one JSON object and nothing else, in one of two forms:",
	'{"thought": "what to find out, in a sentence", "next": {"tool": "its name", "input": {its arguments}}}',
	'{"thought": "why this is the answer, in a sentence", "next": {"answer": {its fields}}}',
].join("\n");

function systemText({ signature, parameters, tools }: AgentTask): string {
	return [
		`${parameters.instructions.trim()}\n\n${describeInput(signature.inputSchema)}You work in steps. ${formText}`,
		`The tools:\n${describeTools(tools)}`,
		`The fields of the answer, in this order:\n${describeFields(signature.outputSchema)}`,
		"You are given a tool's result before the next step. Rest your answer on results, and answer as soon as you know enough.",
	].join("\n\n");
}

/**
 * The schema of a step: a union of the calls of each tool and the answer, inside an object, since servers want an object at
 * the root.
 */
export function stepSchema(tools: readonly Tool[], answer: JsonSchema): JsonSchema {
	const { properties, definitions } = liftDefinitions({
		...Object.fromEntries(tools.map(({ name, inputSchema }) => [`call ${name}`, everyField(inputSchema)])),
		answer,
	});
	const calls = tools.map(({ name }) => closed({ tool: { const: name }, input: properties[`call ${name}`] ?? {} }));
	const next = [...calls, closed({ answer: properties.answer ?? {} })];
	const [only] = next;
	const $defs = Object.keys(definitions).length === 0 ? {} : { $defs: definitions };
	return {
		...closed({ thought: { type: "string" }, next: next.length === 1 ? (only ?? {}) : { anyOf: next } }),
		...$defs,
	};
}

function closed(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
	return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

/** Every argument is written, one that may be left out as null: neither grammars nor strict servers know optional fields. */
function everyField(schema: JsonSchema): JsonSchema {
	const required = (schema.required ?? []) as readonly string[];
	const properties = fieldsOf(schema).map(([name, field]) => [
		name,
		required.includes(name) ? field : { anyOf: [field, { type: "null" }] },
	]);
	return { ...schema, properties: Object.fromEntries(properties), required: fieldsOf(schema).map(([name]) => name) };
}

// A model that is not truly held to the schema leaves "next" out, or names the answer as if it were a tool.
function readStep(step: Readonly<Record<string, unknown>>, { signature }: AgentTask): Turn {
	const thought = typeof step.thought === "string" ? step.thought : "";
	const next = ownValue(step, "next") ?? step;
	const tool = ownValue(next, "tool");
	const input = ownValue(next, "input") ?? ownValue(next, "arguments") ?? {};
	if (typeof tool === "string" && tool !== "answer")
		return { kind: "calls", thought, calls: [{ id: "", name: tool, input }] };
	const answer = tool === "answer" ? input : ownValue(next, "answer");
	const names = fieldsOf(signature.outputSchema).map(([name]) => name);
	if (isObject(answer) && names.some((name) => Object.hasOwn(answer, name)))
		return { kind: "answer", thought, fields: answer };
	const [only] = names;
	if (answer !== undefined && names.length === 1 && only !== undefined) {
		return { kind: "answer", thought, fields: { [only]: answer } };
	}
	return {
		kind: "unfit",
		issues: [`expected a "tool" or an "answer" in "next", found ${quote(JSON.stringify(next))}`],
	};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
