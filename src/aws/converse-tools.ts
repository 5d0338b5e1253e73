import { ConfigError } from "../core/errors.ts";
import type { JsonSchema } from "../core/schema.ts";
import type { ModelRequest, ToolSpec } from "../model/model.ts";
import { novaSchema, requireObjectRoot } from "./converse-schema.ts";
import type { ConverseTool, ConverseTools } from "./converse-types.ts";

export interface ToolNeeds {
	readonly who: string;
	/** "nova", "claude", …: Nova's tools take a narrower schema. */
	readonly family: string;
	readonly tools: boolean;
	/** What to do where nobody knows whether the model calls tools; null: it is known. */
	readonly unlisted: string | null;
	/** Whether the model can be made to call a tool. */
	readonly forcedTool: boolean;
	/** It thinks in a way that lets it choose for itself whether to call one. */
	readonly thinks: boolean;
}

/**
 * The tools of a request in the words of Converse.
 *
 * Bedrock wants the tools with every request whose history holds a call, also when none may be called now: they are said
 * again, and a tool that only the history knows gets an empty schema.
 *
 * @param answer a tool whose input is the answer itself, to be called in any case; null: none
 * @returns undefined when there is nothing to say of tools
 * @throws ConfigError when a name or schema is one that Bedrock refuses, or the model has no tools
 */
export function converseTools(
	needs: ToolNeeds,
	request: ModelRequest,
	answer: ToolSpec | null,
): ConverseTools | undefined {
	const { who } = needs;
	const choice = request.toolChoice ?? "auto";
	const given = request.tools ?? [];
	const mayCall = choice === "none" ? [] : given;
	const past = namesInHistory(request);
	if (mayCall.length === 0 && answer === null && past.length === 0) return undefined;
	if (!needs.tools) {
		throw new ConfigError(
			`${who}: expected a request without tools, found ${past[0] ?? given[0]?.name}: ${needs.unlisted ?? "this model calls none. Take one that does."}`,
		);
	}
	const forgotten = past.filter((name) => !given.some((tool) => tool.name === name));
	const offered = [
		...(past.length > 0 ? given : mayCall),
		...forgotten.map((name) => ({ name, description: "", input: { type: "object", properties: {} } })),
		...(answer === null ? [] : [answer]),
	];
	const tools = offered.map((tool) => ({ toolSpec: toolSpec(needs, tool) }));
	if (answer !== null) {
		if (typeof choice !== "string") return { tools, toolChoice: { tool: { name: choice.tool } } };
		return { tools, toolChoice: mayCall.length === 0 ? { tool: { name: answer.name } } : { any: {} } };
	}
	if (choice === "auto" || choice === "none") return { tools };
	if (!needs.forcedTool || needs.thinks) {
		const why = needs.forcedTool
			? "while it thinks with a budget this model cannot be made to call a tool. Leave reasoning out, or take an effort"
			: "this model cannot be made to call a tool. Leave toolChoice out";
		throw new ConfigError(`${who}: expected toolChoice "auto", found ${JSON.stringify(choice)}: ${why}.`);
	}
	return { tools, toolChoice: choice === "any" ? { any: {} } : { tool: { name: choice.tool } } };
}

/**
 * The name of a call in a conversation's past, which a model may have made up, in the letters that Bedrock takes.
 *
 * @example
 * calledName("functions.search") // => "functions_search"
 */
export function calledName(name: string): string {
	return name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "unnamed";
}

function toolSpec({ who, family }: ToolNeeds, { name, description, input }: ToolSpec): ConverseTool {
	if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
		throw new ConfigError(
			`${who}: expected the name of a tool to be 1 to 64 letters, digits, "_" and "-", found ${JSON.stringify(name)}.`,
		);
	}
	requireObjectRoot(who, `the tool "${name}"`, input);
	return {
		name,
		...(description.trim() === "" ? {} : { description }), // a blank one is refused
		inputSchema: { json: family.startsWith("nova") ? novaSchema(input) : withoutDialect(input) },
	};
}

function withoutDialect(schema: JsonSchema): JsonSchema {
	const { $schema: _dialect, ...rest } = schema;
	return rest;
}

function namesInHistory({ messages }: ModelRequest): string[] {
	const names = messages.flatMap(({ content }) =>
		content.flatMap((part) => (part.type === "toolCall" ? calledName(part.name) : [])),
	);
	return [...new Set(names)];
}
