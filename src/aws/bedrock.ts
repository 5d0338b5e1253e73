import { throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { orAbort } from "../model/abort.ts";
import type { Model, Price } from "../model/model.ts";
import { wrap } from "../model/wrap.ts";
import { askBedrock, bedrockThrottle, placeOf } from "./bedrock-call.ts";
import { withInsides } from "./bedrock-insides.ts";
import { type BedrockOptions, bedrockFacts, bedrockSettings, decisive, thoughtTokens } from "./bedrock-options.ts";
import { bedrockPrice } from "./bedrock-price.ts";
import { regionOf } from "./connection.ts";
import { type ConverseClient, openConverse } from "./converse-client.ts";
import { converseRequest } from "./converse-request.ts";
import type { Reading } from "./converse-response.ts";
import { resolveModel } from "./resolve-model.ts";

/**
 * A model on Amazon Bedrock, over Converse and ConverseStream. Every call is billed to the account whose credentials the AWS
 * SDK finds; nothing is called before the first `generate`.
 *
 * Output schemas are kept to in the best way the model has (`facts.json`): constrained by Bedrock, by a tool that it is made to
 * call, or asked for in words (`can.json` is then false, and programs ask for tagged sections). Tools, images, documents,
 * thoughts and cached tokens travel as they are; Nova's `<thinking>` becomes a reasoning part. Converse has no seed: a `sample`
 * or `seed` only keeps answers apart in caches, and at temperature 0 repeats are alike. It gives no log-probabilities.
 *
 * Calls that are refused for quota wait and are sent again, with fewer at once; a call whose text has begun to stream is
 * not sent again. A region, a profile and keys are found as in every AWS program, or given.
 *
 * @param id a short name ("nova-lite", "claude-haiku-4.5"), a model id, an inference profile or an ARN
 * @throws ConfigError for a name that is misspelt, a model without a profile in the geography, or an option out of range
 * @throws MissingDependencyError at the first call, when @aws-sdk/client-bedrock-runtime is not installed
 * @throws ModelError from calls, with `status`, `requestId` and what to look at
 * @example
 * bedrock("nova-micro", { region: "us-east-1" }).can.json // => true
 * bedrock("eu.nova-lite", { region: "eu-central-1" }).facts?.model // => "eu.amazon.nova-lite-v1:0"
 */
export function bedrock(id: string, options: BedrockOptions = {}): Model & AsyncDisposable {
	const who = `aws.bedrock: ${id}`;
	const known = regionOf(options) ?? undefined;
	const { geography, family } = options;
	const resolved = resolveModel(id, { region: known, geography, family });
	const settings = bedrockSettings(who, resolved, options);
	const { endpoint, place } = placeOf(options);
	const priceIn = (place: string | undefined): Price | null =>
		options.price === undefined ? bedrockPrice(resolved, place, options.serviceTier) : options.price;
	let region = known;
	let price = priceIn(known);
	let opening: Promise<ConverseClient> | null = null;

	function client(): Promise<ConverseClient> {
		opening ??= openConverse(options, { who: "aws.bedrock", model: id }).then(
			(opened) => {
				region = opened.region;
				price = priceIn(region);
				return opened;
			},
			(error: unknown) => {
				opening = null; // the next call tries again
				throw error;
			},
		);
		return opening;
	}

	const model: Model = {
		id,
		identity: `bedrock:${place}:${resolved.modelId}:${hash(decisive(settings), 16)}`,
		can: { json: settings.json !== "text", tools: resolved.can.tools, stream: true, logprobs: false },
		get price() {
			return price;
		},
		thoughtTokens: thoughtTokens(settings),
		get facts() {
			return bedrockFacts(resolved, settings, region, endpoint);
		},
		async generate(request, context) {
			throwIfAborted(context.signal);
			const { input, answerTool } = converseRequest(settings, request);
			const opened = await orAbort(client(), context.signal);
			const splitThinking = resolved.family === "nova" && input.toolConfig !== undefined;
			const reading: Reading = { who, model: id, answerTool, splitThinking, price };
			const canStream = input.toolConfig === undefined || resolved.can.streamTools;
			const startMs = performance.now();
			const answer = await orAbort(askBedrock(opened, input, reading, canStream, context), context.signal);
			return { ...answer, latencyMs: performance.now() - startMs };
		},
		async prepare(context = {}) {
			await orAbort(client(), context.signal);
		},
		async [Symbol.asyncDispose]() {
			const opened = await opening?.catch(() => null);
			opening = null;
			opened?.close();
		},
	};
	const throttled = wrap(model, bedrockThrottle(place, resolved.modelId, options));
	return withInsides(throttled as Model & AsyncDisposable, { resolved, settings, options });
}
