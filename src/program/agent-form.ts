import type { Message, ModelRequest, ModelResponse, Part } from "../model/model.ts";
import type { Parameters } from "./program.ts";
import { describeFields } from "./prompt/describe.ts";
import type { Signature } from "./signature.ts";
import type { Tool } from "./tool.ts";

/** A call that the model asks for, before anybody has looked whether it can be made. */
export interface CallRequest {
	readonly id: string;
	readonly name: string;
	/** Text where it was no JSON. */
	readonly input: unknown;
}

/** What the model is told of a call. */
export interface CallResult {
	readonly call: CallRequest;
	readonly text: string;
	readonly isError: boolean;
}

/** What the model said in one turn. */
export type Turn =
	| { readonly kind: "calls"; readonly thought: string; readonly calls: readonly CallRequest[] }
	| { readonly kind: "answer"; readonly thought: string; readonly fields: Readonly<Record<string, unknown>> }
	| { readonly kind: "unfit"; readonly field?: string; readonly issues: readonly string[] };

/** How the turns of an agent are written for a model and read again: as the provider's own tool calls, or in text. */
export interface AgentForm {
	/** The conversation up to the question. */
	readonly opening: readonly Message[];
	/** @param closed no tool may be called any more */
	request(messages: readonly Message[], closed: boolean): Omit<ModelRequest, "temperature" | "maxTokens">;
	read(response: ModelResponse): Turn;
	/** What the model said, and what its calls gave. */
	results(response: ModelResponse, results: readonly CallResult[]): readonly Message[];
	/** What the model said, and why it could not be taken. */
	repair(response: ModelResponse, issues: readonly string[], closed: boolean): readonly Message[];
	/** An answer in this form, for forecasts. */
	renderAnswer(fields: Readonly<Record<string, unknown>>): string;
}

/** What a form is made from. */
export interface AgentTask {
	readonly signature: Signature<unknown, unknown>;
	readonly parameters: Parameters;
	readonly tools: readonly Tool[];
	readonly input: Readonly<Record<string, unknown>>;
}

/** The tools in words, for models that are not told of them by their provider. */
export function describeTools(tools: readonly Tool[]): string {
	return tools
		.map(({ name, description, inputSchema }) => {
			const fields = describeFields(inputSchema).replace(/^/gm, "  ");
			return `- ${name}: ${description.trim()}${fields.trim() === "" ? " It has no input." : ` Its input:\n${fields}`}`;
		})
		.join("\n");
}

/** Results as a user's text. */
export function renderResults(results: readonly CallResult[]): string {
	return results
		.map(({ call, text, isError }) => `<result tool="${call.name}">\n${isError ? "Error: " : ""}${text}\n</result>`)
		.join("\n");
}

/**
 * A conversation with further turns; a turn of the side that spoke last is joined to it, since many chat templates refuse
 * two of one side in a row.
 *
 * @example
 * addTurns([userMessage("a")], [userMessage("b"), assistantMessage("c")]).length // => 2
 */
export function addTurns(messages: readonly Message[], turns: readonly Message[]): readonly Message[] {
	const joined = [...messages];
	for (const turn of turns) {
		const last = joined.at(-1);
		if (last?.role === turn.role) joined[joined.length - 1] = { ...last, content: [...last.content, ...apart(turn)] };
		else joined.push(turn);
	}
	return joined;
}

// texts of one turn are read as one; a blank line keeps what was said apart
function apart({ content }: Message): readonly Part[] {
	const [first, ...rest] = content;
	return first?.type === "text" ? [{ ...first, text: `\n\n${first.text}` }, ...rest] : content;
}
