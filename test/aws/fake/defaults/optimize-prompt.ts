import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";

/** Two sentences of analysis, then the prompt under headings; its text JSON-quoted, as Bedrock is said to send it. */
export function answerOptimizePrompt({ input }: Loose): Answer {
	const text = `## Task\n${input.textPrompt.text}\n\n## Response\nAnswer with the result alone.`;
	return {
		stream: [
			{ analyzePromptEvent: { message: "The prompt states its task." } },
			{ analyzePromptEvent: { message: "It does not say what the answer looks like." } },
			{ optimizedPromptEvent: { optimizedPrompt: { textPrompt: { text: JSON.stringify(text) } } } },
		],
	};
}
