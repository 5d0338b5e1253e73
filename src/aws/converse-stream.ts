import { ModelError } from "../core/errors.ts";
import type { Reading } from "./converse-response.ts";
import type { ConverseEvent, ConverseReply, ReplyBlock } from "./converse-types.ts";
import { type ThinkingSplitter, thinkingSplitter } from "./nova-thinking.ts";

interface GrowingBlock {
	text: string;
	toolUse: { toolUseId: string; name: string; json: string } | null;
	reasoning: string;
	signature: string;
	readonly redacted: Uint8Array[];
	readonly splitter: ThinkingSplitter | null;
}

/**
 * Puts an answer together from its events, telling the text of the answer on the way: of a call to the answer tool its
 * input, as it is written. What the model thinks is not told.
 *
 * @param onDelta called with every piece; together they are the answer's text
 * @throws ModelError, retryable, when the stream ends before the answer does
 */
export async function readEvents(
	reading: Reading,
	events: AsyncIterable<ConverseEvent>,
	onDelta: (text: string) => void,
): Promise<ConverseReply> {
	const blocks = new Map<number, GrowingBlock>(); // by the numbers that they have on the wire
	let stopReason: string | undefined;
	let metadata: ConverseEvent["metadata"];
	const tell = (text: string) => {
		if (text !== "") onDelta(text);
	};
	/** What looked like the beginning of a thought and was none. */
	const tellHeld = ({ splitter }: GrowingBlock) => {
		if (splitter !== null && reading.answerTool === null) tell(splitter.end().text);
	};
	const at = (index = 0): GrowingBlock => {
		const block = blocks.get(index) ?? newBlock(reading);
		blocks.set(index, block);
		return block;
	};

	for await (const { contentBlockStart, contentBlockDelta, contentBlockStop, messageStop, ...event } of events) {
		if (contentBlockStart?.start?.toolUse !== undefined) {
			const { toolUseId = "", name = "" } = contentBlockStart.start.toolUse;
			at(contentBlockStart.contentBlockIndex).toolUse = { toolUseId, name, json: "" };
		}
		if (contentBlockDelta?.delta !== undefined) {
			grow(reading, at(contentBlockDelta.contentBlockIndex), contentBlockDelta.delta, tell);
		}
		if (contentBlockStop !== undefined) tellHeld(at(contentBlockStop.contentBlockIndex));
		stopReason = messageStop?.stopReason ?? stopReason;
		metadata = event.metadata ?? metadata;
	}
	if (stopReason === undefined) throw endedEarly(reading);
	for (const block of blocks.values()) tellHeld(block);
	return {
		content: [...blocks].sort(([a], [b]) => a - b).map(([, block]) => finished(block)),
		stopReason,
		usage: metadata?.usage,
		...(metadata?.trace === undefined ? {} : { trace: metadata.trace }),
	};
}

function newBlock({ splitThinking }: Reading): GrowingBlock {
	const splitter = splitThinking ? thinkingSplitter() : null;
	return { text: "", toolUse: null, reasoning: "", signature: "", redacted: [], splitter };
}

type Delta = NonNullable<NonNullable<ConverseEvent["contentBlockDelta"]>["delta"]>;

function grow(
	{ answerTool }: Reading,
	block: GrowingBlock,
	{ text, toolUse, reasoningContent }: Delta,
	tell: (text: string) => void,
): void {
	if (text !== undefined) {
		block.text += text;
		// beside an answer tool, text may turn out to be thinking aloud
		if (answerTool === null) tell(block.splitter === null ? text : block.splitter.push(text).text);
	}
	if (toolUse?.input !== undefined && block.toolUse !== null) {
		block.toolUse.json += toolUse.input;
		if (block.toolUse.name === answerTool) tell(toolUse.input);
	}
	block.reasoning += reasoningContent?.text ?? "";
	block.signature += reasoningContent?.signature ?? "";
	if (reasoningContent?.redactedContent !== undefined) block.redacted.push(reasoningContent.redactedContent);
}

function finished({ text, toolUse, reasoning, signature, redacted }: GrowingBlock): ReplyBlock {
	if (toolUse !== null) return { toolUse };
	if (redacted.length > 0) return { reasoningContent: { redactedContent: Buffer.concat(redacted) } };
	if (reasoning === "" && signature === "") return { text };
	return { reasoningContent: { reasoningText: { text: reasoning, ...(signature === "" ? {} : { signature }) } } };
}

function endedEarly({ who, model }: Reading): ModelError {
	return new ModelError(
		`${who}: expected a whole answer, found a stream that ended before the answer did. The same request may go through.`,
		{ model, retryable: true },
	);
}
