import { env } from "node:process";
import { type Middleware, type ModelResponse, type RunContext, textOf } from "../model/model.ts";
import { type BedrockOptions, defaultMaxTokens } from "./bedrock-options.ts";
import { type AwsOptions, regionOf } from "./connection.ts";
import type { ConverseClient } from "./converse-client.ts";
import { type Reading, readReply } from "./converse-response.ts";
import { readEvents } from "./converse-stream.ts";
import type { ConverseInput } from "./converse-types.ts";
import { throttle } from "./throttle.ts";

/** Where a model is called, as far as that is known before the first call. */
export function placeOf(options: AwsOptions): { readonly endpoint: string | undefined; readonly place: string } {
	const endpoint = options.endpoint ?? (env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME || env.AWS_ENDPOINT_URL || undefined);
	const place = [regionOf(options) ?? `profile ${options.profile ?? (env.AWS_PROFILE || "default")}`, endpoint];
	return { endpoint, place: place.filter(Boolean).join(" ") };
}

/** One line for all calls of a model from one place, whichever of Bedrock's operations they take: the quota is one. */
export function bedrockThrottle(place: string, modelId: string, options: BedrockOptions): Middleware {
	const { profile = "", requestsPerMinute, tokensPerMinute, maxTokens, attempts } = options;
	return throttle(`${profile} ${place}:${modelId}`, {
		...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
		...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
		maxTokens: maxTokens ?? defaultMaxTokens,
		...(attempts === undefined ? {} : { retry: attempts === 1 ? false : { attempts } }),
	});
}

/** Sends a request whole, or streams it where somebody listens. */
export async function askBedrock(
	client: Pick<ConverseClient, "whole" | "stream">,
	input: ConverseInput,
	reading: Reading,
	canStream: boolean,
	{ onDelta, signal }: RunContext,
): Promise<Omit<ModelResponse, "latencyMs">> {
	let told = false;
	const tell = (text: string) => {
		if (signal?.aborted || text === "") return; // nobody listens any more
		told = true;
		onDelta?.(text);
	};
	const reply =
		onDelta === undefined || !canStream
			? await client.whole(input, signal)
			: await readEvents(reading, await client.stream(input, signal), tell);
	const answer = readReply(reading, reply);
	if (!told) tell(textOf(answer.content));
	return answer;
}
