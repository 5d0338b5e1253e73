import { answerConverse } from "./fake/defaults/converse.ts";
import type { Answer } from "./fake/index.ts";
import type { Loose } from "./fake/loose.ts";

/** Answers that a program can go on with: a forced tool filled by its schema, a score to a judge, a sentence to a proposer. */
export function converseAnswer(input: Loose): Answer {
	const asked = JSON.stringify(input.system ?? []);
	if (asked.includes("<score>")) return said("<thinking>It holds the facts.</thinking>\n<score>4</score>");
	const usual = answerConverse(input);
	if (!("output" in usual)) return usual;
	return JSON.parse(JSON.stringify(usual).replaceAll('"text":"text"', '"text":"A text."')) as Answer;
}

function said(text: string): Answer {
	const usage = { inputTokens: 200, outputTokens: 20, totalTokens: 220 };
	const message = { role: "assistant", content: [{ text }] };
	return { output: { output: { message }, stopReason: "end_turn", usage, metrics: { latencyMs: 20 } } };
}
