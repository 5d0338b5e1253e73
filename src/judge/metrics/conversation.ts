import type { Case } from "../../metric/metric.ts";
import type { Reads } from "./reads.ts";
import { transcript } from "./transcript.ts";

/** Where metrics on conversations find one. */
export interface ReadsConversation<I, E, O> {
	/** Default: question, what the trace shows of steps and tool calls, answer. */
	readonly conversation?: (c: Case<I, E, O>) => string;
}

/** One question and one answer, with the steps between them, as a conversation. */
export function conversationOf<I, E, O>(reads: Reads<I, E, O>, c: Case<I, E, O>): string {
	const between = c.trace === undefined ? "" : transcript(c.trace);
	return [`User: ${reads.question(c)}`, between, `Assistant: ${reads.answer(c)}`]
		.filter((part) => part !== "")
		.join("\n");
}
