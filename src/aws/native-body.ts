import type { ConverseEvent, ConverseInput, ConverseReply } from "./converse-types.ts";
import type { BedrockCapabilities, ModelFamily } from "./model-table.ts";

/** JSON as it goes over the wire. */
export type Body = Readonly<Record<string, unknown>>;

/** Whose body a model of InvokeModel reads. */
export type NativeFamily = Extract<ModelFamily, "nova" | "claude" | "llama">;

/**
 * How one family of models writes requests and answers, told in the words of Converse: what Bedrock's documentation of
 * Converse says of messages, tools and stop reasons is checked and read in one place for both.
 */
export interface NativeBody {
	/** What the body has a place for, of what the model can. */
	fits(can: BedrockCapabilities): BedrockCapabilities;
	/** Whether the answer to this may be shown as it arrives. */
	streams(input: ConverseInput): boolean;
	write(input: ConverseInput): Body;
	/** null when there is no answer in it. */
	read(answer: unknown, input: ConverseInput): ConverseReply | null;
	/** Reads the pieces of one streamed answer, in order. */
	pieces(): (piece: unknown) => readonly ConverseEvent[];
}
