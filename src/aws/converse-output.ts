import type { ModelRequest, ToolSpec } from "../model/model.ts";
import { nativeSchema, requireObjectRoot } from "./converse-schema.ts";
import type { ConverseInput } from "./converse-types.ts";

/**
 * How a model is held to a JSON Schema. native: Bedrock constrains its answer · tool: it is made to call a tool whose input
 * is the answer · text: it is asked in words, and may do otherwise.
 */
export type JsonMode = "native" | "tool" | "text";

/** What a request's output schema adds to the input of Converse. */
export interface OutputParts {
	readonly outputConfig?: ConverseInput["outputConfig"];
	/** The tool whose input is the answer; null: the answer is text. */
	readonly answerTool: ToolSpec | null;
	/** What is said in the system prompt. */
	readonly sentence: string | null;
}

/**
 * @throws ConfigError when the schema's root is no object
 * @example
 * outputParts("aws.bedrock", "tool", { messages: [], output: { type: "object" } }).answerTool?.name // => "answer"
 */
export function outputParts(who: string, mode: JsonMode, request: ModelRequest): OutputParts {
	const { output: schema } = request;
	if (schema === undefined) return { answerTool: null, sentence: null };
	requireObjectRoot(who, "the output", schema);
	if (mode === "native") {
		const jsonSchema = { name: "answer", schema: JSON.stringify(nativeSchema(schema)) };
		return {
			outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema } } },
			answerTool: null,
			sentence: null,
		};
	}
	if (mode === "text") {
		const sentence = `Answer with one JSON object and nothing else. It fits this JSON Schema:\n${JSON.stringify(schema)}`;
		return { answerTool: null, sentence };
	}
	const description = "Gives the answer. Its input is the answer itself.";
	return { answerTool: { name: freeName(request), description, input: schema }, sentence: null };
}

function freeName({ tools = [] }: ModelRequest): string {
	let name = "answer";
	while (tools.some((tool) => tool.name === name)) name = `final_${name}`;
	return name;
}
