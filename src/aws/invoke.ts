import { ConfigError, throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { orAbort } from "../model/abort.ts";
import type { Model } from "../model/model.ts";
import { wrap } from "../model/wrap.ts";
import { askBedrock, bedrockThrottle, placeOf } from "./bedrock-call.ts";
import { type BedrockOptions, bedrockFacts, bedrockSettings, decisive } from "./bedrock-options.ts";
import { bedrockPrice } from "./bedrock-price.ts";
import { regionOf } from "./connection.ts";
import { converseRequest } from "./converse-request.ts";
import type { Reading } from "./converse-response.ts";
import { invokeClient } from "./invoke-client.ts";
import type { NativeBody, NativeFamily } from "./native-body.ts";
import { nativeBody } from "./native-body-family.ts";
import { type ResolvedModel, resolveModel } from "./resolve-model.ts";

export interface InvokeOptions extends Omit<BedrockOptions, "family" | "guardrail" | "serviceTier" | "reasoning"> {
	/** Whose body the model reads, where its id does not say (an imported or a custom model). */
	readonly family?: NativeFamily;
}

/**
 * A model on Amazon Bedrock, over InvokeModel and InvokeModelWithResponseStream, in the native body of its family: Nova's
 * messages, Anthropic's, or Llama's prompt with the marks of its chat template. Every call is billed.
 *
 * Take `aws.bedrock` where you can: this is for models that Converse does not know, above all imported ones. Llama's body has
 * no place for tools, schemas and media, and stop sequences are applied here, to the answer as a whole. A schema goes as a
 * tool that the model is made to call.
 *
 * @param id a short name ("nova-lite"), a model id, an inference profile, or the ARN of an imported or custom model
 * @throws ConfigError for a name that is misspelt, or a family whose body is not known here
 * @throws MissingDependencyError at the first call, when @aws-sdk/client-bedrock-runtime is not installed
 * @throws ModelError from calls, with `status`, `requestId` and what to look at
 * @example
 * invoke("nova-lite", { region: "us-east-1" }).can // => { json: true, tools: true, stream: true, logprobs: false }
 * invoke("llama-3.3-70b", { region: "us-east-1" }).can.tools // => false
 */
export function invoke(id: string, options: InvokeOptions = {}): Model & AsyncDisposable {
	const who = `aws.invoke: ${id}`;
	const region = regionOf(options) ?? undefined;
	const { endpoint, place } = placeOf(options);
	const { geography, family } = options;
	const found = resolveModel(id, { region, geography, family });
	const body = bodyOf(found);
	const resolved = { ...found, can: body.fits(found.can) };
	const settings = bedrockSettings(who, resolved, options);
	const price = options.price === undefined ? bedrockPrice(resolved, region, undefined) : options.price;
	const client = invokeClient("aws.invoke", resolved.modelId, body, options);

	const model: Model = {
		id,
		identity: `bedrock-invoke:${place}:${resolved.modelId}:${hash(decisive(settings), 16)}`,
		can: { json: settings.json !== "text", tools: resolved.can.tools, stream: true, logprobs: false },
		price,
		facts: bedrockFacts(resolved, settings, region, endpoint),
		async generate(request, context) {
			throwIfAborted(context.signal);
			const { input, answerTool } = converseRequest(settings, request);
			const splitThinking = resolved.family === "nova" && input.toolConfig !== undefined;
			const reading: Reading = { who, model: id, answerTool, splitThinking, price };
			const canStream = body.streams(input) && (input.toolConfig === undefined || resolved.can.streamTools);
			const startMs = performance.now();
			const answer = await orAbort(askBedrock(client, input, reading, canStream, context), context.signal);
			return { ...answer, latencyMs: performance.now() - startMs };
		},
		[Symbol.asyncDispose]: client.close,
	};
	return wrap(model, bedrockThrottle(place, resolved.modelId, options)) as Model & AsyncDisposable;
}

function bodyOf({ family, modelId }: ResolvedModel): NativeBody {
	if (family === "nova" || family === "claude" || family === "llama") return nativeBody(family, modelId);
	throw new ConfigError(
		`aws.invoke: expected a model of Nova, Claude or Llama, found ${modelId}. Pass family if it is one of these; aws.invokeRaw takes any body, aws.bedrock most models.`,
	);
}
