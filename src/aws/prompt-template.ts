/** How a conversation becomes one text, for models that take no messages. */
export type PromptTemplate = "plain" | "llama-3" | "llama-4" | "chatml";

export interface Turn {
	readonly role: "system" | "user" | "assistant";
	readonly text: string;
}

interface Marks {
	readonly begin: string;
	readonly turn: (role: string) => string;
	readonly end: string;
}

const marks: Readonly<Record<Exclude<PromptTemplate, "plain">, Marks>> = {
	"llama-3": {
		begin: "<|begin_of_text|>",
		turn: (role) => `<|start_header_id|>${role}<|end_header_id|>\n\n`,
		end: "<|eot_id|>",
	},
	"llama-4": {
		begin: "<|begin_of_text|>",
		turn: (role) => `<|header_start|>${role}<|header_end|>\n\n`,
		end: "<|eot|>",
	},
	chatml: { begin: "", turn: (role) => `<|im_start|>${role}\n`, end: "<|im_end|>\n" },
};

/**
 * A conversation as one text, up to where the model's answer begins.
 *
 * "llama-3", "llama-4" and "chatml" (Qwen and others) write the marks that these models were trained with. "plain" sets the
 * texts apart by empty lines, and names who speaks where there is more than one turn besides the system's. A last turn of
 * the assistant is left open, so that the model goes on with it. Marks inside of what people wrote are broken by a space:
 * they would end the turn.
 *
 * @see Meta, "Llama 3 model card and prompt formats" and "Llama 4 model card and prompt formats"
 * @example
 * writePrompt("plain", [{ role: "system", text: "Be brief." }, { role: "user", text: "Hi" }]) // => "Be brief.\n\nHi"
 * writePrompt("chatml", [{ role: "user", text: "Hi" }]) // => "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
 */
export function writePrompt(template: PromptTemplate, turns: readonly Turn[]): string {
	if (template === "plain") return plain(turns);
	const { begin, turn, end } = marks[template];
	const open: readonly Turn[] = turns.at(-1)?.role === "assistant" ? [] : [{ role: "assistant", text: "" }];
	const written = [...turns, ...open].map(({ role, text }) => turn(role) + text.replace(/<\|(?=\w+\|>)/g, "< |"));
	return begin + written.join(end);
}

function plain(turns: readonly Turn[]): string {
	const spoken = turns.filter(({ role }) => role !== "system");
	if (spoken.length === 1 && spoken[0]?.role === "user") return turns.map(({ text }) => text).join("\n\n");
	const names = { system: "", user: "User: ", assistant: "Assistant: " };
	const open = turns.at(-1)?.role === "assistant" ? [] : ["Assistant:"];
	return [...turns.map(({ role, text }) => names[role] + text), ...open].join("\n\n");
}
