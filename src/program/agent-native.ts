import { type ModelResponse, type Part, textOf, userMessage } from "../model/model.ts";
import type { AgentForm, AgentTask, Turn } from "./agent-form.ts";
import { fieldsOf } from "./prompt/describe.ts";
import { jsonPrompt } from "./prompt/json.ts";
import type { PromptAdapter } from "./prompt/prompt.ts";
import { taggedPrompt } from "./prompt/tagged.ts";

const howToWork = [
	"You have tools. Call them for what you do not know, several at once where they do not wait for each other.",
	"Rest your answer on what they return. When you know enough, answer without calling any.",
].join("\n");

/**
 * An agent's turns as the provider's own tool calls. The answer is text in the form of a prompt adapter; a single text field
 * needs none. The schema of the answer is sent only once no tool may be called any more: many servers take not both.
 *
 * @param json whether the model can be held to a schema
 */
export function nativeForm({ signature, parameters, tools, input }: AgentTask, json: boolean): AgentForm {
	const adapter = adapterFor(signature.outputSchema, json);
	const instructions = `${parameters.instructions.trim()}\n\n${howToWork}`;
	const prompt = adapter.format(signature, { ...parameters, instructions }, input);
	const specs = tools.map(({ name, description, inputSchema }) => ({ name, description, input: inputSchema }));
	return {
		opening: prompt.messages,
		request: (messages, closed) => ({
			...(prompt.system === undefined ? {} : { system: prompt.system }),
			messages,
			tools: specs,
			toolChoice: closed ? "none" : "auto",
			...(closed && json && prompt.output !== undefined ? { output: prompt.output } : {}),
		}),
		read(response): Turn {
			const calls = response.content.filter((part) => part.type === "toolCall");
			if (calls.length > 0) return { kind: "calls", thought: thoughtOf(response), calls };
			const parsed = adapter.parse(signature, response);
			if (!parsed.ok) return { kind: "unfit", ...parsed };
			return { kind: "answer", thought: "", fields: parsed.fields };
		},
		results: (response, results) => [
			{ role: "assistant", content: response.content },
			{
				role: "user",
				content: results.map(
					({ call, text, isError }): Part => ({
						type: "toolResult",
						id: call.id,
						content: text,
						...(isError ? { isError } : {}),
					}),
				),
			},
		],
		repair(response, issues, closed) {
			// a turn without text is not repeated: providers refuse an empty one
			const said = textOf(response.content).trim();
			const asked = adapter.repair(signature, said, issues);
			const turns = said === "" ? asked.filter(({ role }) => role === "user") : asked;
			return closed ? turns : [...turns, userMessage("If you need to know more first, call a tool instead.")];
		},
		renderAnswer: (fields) => adapter.renderAnswer?.(fields) ?? JSON.stringify(fields),
	};
}

function adapterFor(outputSchema: AgentTask["signature"]["outputSchema"], json: boolean): PromptAdapter {
	const fields = fieldsOf(outputSchema);
	const onlyText = fields.length === 1 && fields[0]?.[1].type === "string" && !Array.isArray(fields[0][1].enum);
	return json && !onlyText ? jsonPrompt : taggedPrompt;
}

/** What a model said beside its calls; where it said nothing, what it thought. */
function thoughtOf({ content }: ModelResponse): string {
	const thoughts = content.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
	return (textOf(content).trim() || thoughts).trim();
}
