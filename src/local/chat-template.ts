import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from "node-llama-cpp";
import type { Message, ModelRequest } from "../model/model.ts";

type Binding = typeof import("node-llama-cpp");

/** Writes a conversation the way a model was trained to read it. */
export interface ChatTemplate {
	/** The whole prompt, up to where the model's answer begins. What people wrote never becomes a control token. */
	prompt(request: ModelRequest): Token[];
	/** Tokens at which the model has said all, where the file does not mark them as such. */
	readonly stopTokens: ReadonlySet<Token>;
}

/** The template inside the model's file; where there is none, the one that the binding guesses from its architecture. */
export function chatTemplate(binding: Binding, model: LlamaModel): ChatTemplate {
	const template: unknown = model.fileInfo.metadata.tokenizer?.chat_template;
	const wrapper: ChatWrapper =
		typeof template === "string"
			? new binding.JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer })
			: binding.resolveChatWrapper(model, { warningLogs: false });
	const stopTokens = new Set<Token>();

	function prompt(request: ModelRequest): Token[] {
		const state = wrapper.generateContextState({ chatHistory: chatHistory(request) });
		for (const trigger of state.stopGenerationTriggers) {
			const first = trigger.tokenize(model.tokenizer)[0];
			if (model.isSpecialToken(first) && first !== undefined) stopTokens.add(first);
		}
		return state.contextText.tokenize(model.tokenizer);
	}
	return { prompt, stopTokens };
}

/** The conversation in the binding's words. It ends in the model's turn: empty, or what it shall continue. */
function chatHistory(request: ModelRequest): ChatHistoryItem[] {
	const history: ChatHistoryItem[] = request.messages.map((message) =>
		message.role === "user"
			? { type: "user", text: plainText(message) }
			: { type: "model", response: [plainText(message)] },
	);
	if (request.system !== undefined) history.unshift({ type: "system", text: request.system });
	if (history.at(-1)?.type !== "model") history.push({ type: "model", response: [] });
	return history;
}

// tools are not this model's business, but a conversation held elsewhere may contain them
function plainText(message: Message): string {
	return message.content
		.map((part) => {
			if (part.type === "text") return part.text;
			if (part.type === "toolCall") return JSON.stringify({ name: part.name, arguments: part.input });
			return part.type === "toolResult" ? part.content : "";
		})
		.join("");
}
