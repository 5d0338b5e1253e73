import { ModelError } from "../core/errors.ts";
import type { AwsOptions } from "./connection.ts";
import type { ConverseClient } from "./converse-client.ts";
import type { ConverseEvent } from "./converse-types.ts";
import { type Invoker, invoker, type RawAnswer } from "./invoke-raw.ts";
import type { NativeBody } from "./native-body.ts";

/** Converse's words over InvokeModel: requests are translated into a native body, and answers back. */
export interface InvokeClient extends Pick<ConverseClient, "whole" | "stream"> {
	close(): Promise<void>;
}

/** It sends each request once: retries are made outside, where they are seen. */
export function invokeClient(who: string, modelId: string, body: NativeBody, options: AwsOptions): InvokeClient {
	const invoke: Invoker = invoker(who, modelId, options, 1);
	return {
		async whole(input, signal) {
			const answer = await invoke.whole(body.write(input), signal);
			return body.read(answer.json, input) ?? unread(who, modelId, answer);
		},
		stream: async (input, signal) => readPieces(body, invoke.pieces(body.write(input), signal)),
		close: invoke.close,
	};
}

async function* readPieces(body: NativeBody, pieces: AsyncIterable<unknown>): AsyncGenerator<ConverseEvent> {
	const read = body.pieces();
	for await (const piece of pieces) yield* read(piece);
}

function unread(who: string, modelId: string, { bytes }: RawAnswer): never {
	const text = new TextDecoder().decode(bytes);
	throw new ModelError(
		`${who}: expected an answer of ${modelId} in the form of its family, found "${text.slice(0, 100)}". Check family; aws.invokeRaw gives answers as they are.`,
		{ model: modelId, retryable: false },
	);
}
