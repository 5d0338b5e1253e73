import { ConfigError, ModelError, throwIfAborted } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { orAbort } from "../model/abort.ts";
import type { RetryOptions } from "../model/middleware/retry.ts";
import { type Capabilities, type Model, type ModelRequest, type RunContext, textOf } from "../model/model.ts";
import { refuseMedia } from "../model/refuse-media.ts";
import { wrap } from "../model/wrap.ts";
import { type AwsOptions, regionOf } from "./connection.ts";
import { parseJson } from "./parse-json.ts";
import type { PromptTemplate } from "./prompt-template.ts";
import { type EndpointClient, type EndpointTarget, endpointClient } from "./sagemaker-client.ts";
import type { SagemakerAnswer, SagemakerFormat, SagemakerProblem } from "./sagemaker-format.ts";
import { chatCompletions } from "./sagemaker-format-chat-completions.ts";
import { textGeneration } from "./sagemaker-format-text-generation.ts";
import { throttle } from "./throttle.ts";

interface CommonOptions extends AwsOptions, EndpointTarget {
	/** What people call the model in reports. Default: the endpoint's name. */
	readonly id?: string;
	/**
	 * Which model stands behind the endpoint, part of the identity. An endpoint's name stays when its model is exchanged:
	 * change this then, or caches answer for the old one.
	 */
	readonly revision?: string;
	/** Tokens of an answer, where a request names no number. Default 1024; containers left to themselves stop after 20 or 30. */
	readonly maxTokens?: number;
	/** Default: four tries on failures that may pass, with fewer at once after a refusal. false leaves retries to a `retry()` of your own. */
	readonly retry?: RetryOptions | false;
}

/** "text-generation": `{inputs, parameters}` as TGI and DJL read it · "openai": chat completions · or a format of yours. */
export type SagemakerOptions = CommonOptions &
	(
		| {
				readonly format: "text-generation";
				/** The chat template that the model was trained with, or a function of yours. Default: "plain". */
				readonly prompt?: PromptTemplate | ((request: ModelRequest) => string);
				/** Further `parameters`: `{ repetition_penalty: 1.1 }`. Part of the identity. */
				readonly extra?: Readonly<Record<string, Json>>;
		  }
		| {
				readonly format: "openai";
				/** The model's name, for containers that want one. */
				readonly model?: string;
				/** What the container cannot do: `{ json: false }` asks for JSON in words. Default: all. */
				readonly can?: Partial<Capabilities>;
				/** Sent along in every request and part of the identity. */
				readonly extra?: Readonly<Record<string, Json>>;
		  }
		| { readonly format: SagemakerFormat }
	);

const MEBIBYTE = 2 ** 20;
/** What InvokeEndpoint takes. */
const BODY_BYTES = 6 * MEBIBYTE;

/**
 * A model on a SageMaker real-time endpoint of yours, over InvokeEndpoint and InvokeEndpointWithResponseStream.
 *
 * An endpoint is billed by the hour, used or not, so an answer has no cost of its own: `costUsd` is null, and a `budget()`
 * in dollars refuses such a model (one in calls or tokens does not). What the hours cost is the plan's to say.
 *
 * A whole answer must come within 60 s, a streamed one within eight minutes. Text generation tells its prompt's tokens only
 * in some containers: `inputTokens` is 0 where it does not.
 *
 * @param endpoint the endpoint's name, not its ARN
 * @throws ConfigError when the name is none, or maxTokens no number of tokens
 * @throws MissingDependencyError at the first call, when @aws-sdk/client-sagemaker-runtime is not installed
 * @throws ModelError from calls: an endpoint that is not there, not ready, or whose container fails; a body over 6 MiB
 * @see Amazon SageMaker API Reference, "InvokeEndpoint", "InvokeEndpointWithResponseStream"
 * @example
 * sagemaker("my-endpoint", { format: "openai", region: "us-east-1" }).can.tools // => true
 * sagemaker("my-endpoint", { format: "text-generation", prompt: "llama-3" }).can.tools // => false
 */
export function sagemaker(endpoint: string, options: SagemakerOptions): Model & AsyncDisposable {
	if (!/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/.test(endpoint)) {
		throw new ConfigError(
			`aws.sagemaker: expected the name of an endpoint (letters, digits and hyphens, at most 63), found "${endpoint}".`,
		);
	}
	const { id = endpoint, revision, maxTokens = 1024, component, variant } = options;
	if (!(Number.isInteger(maxTokens) && maxTokens >= 1)) {
		throw new ConfigError(`aws.sagemaker: expected maxTokens to be an integer of at least 1, found ${maxTokens}.`);
	}
	const format = formatOf(options);
	const can: Capabilities = { json: false, tools: false, logprobs: false, ...format.can, stream: canStream(format) };
	const client = endpointClient(endpoint, options, options);
	const region = regionOf(options);
	const settings = { ...decisive(options), endpoint: options.endpoint, revision, component, variant, maxTokens };

	const model: Model = {
		id,
		identity: `sagemaker:${region ?? `profile ${options.profile ?? "default"}`}:${endpoint}:${format.name}:${hash(settings, 16)}`,
		can,
		price: null,
		facts: { endpoint, region, format: format.name, revision: revision ?? null, billed: "by the hour" },
		async generate(request, context) {
			throwIfAborted(context.signal);
			refuse(endpoint, can, request);
			const asked = { ...request, maxTokens: request.maxTokens ?? maxTokens };
			const startMs = performance.now();
			const { content, finish, tokens, logprobs } = await orAbort(
				ask(client, endpoint, format, can.stream, asked, context),
				context.signal,
			);
			return {
				content,
				finish,
				usage: {
					inputTokens: 0,
					outputTokens: 0,
					cachedInputTokens: 0,
					cacheWriteTokens: 0,
					...tokens,
					costUsd: null,
					calls: 1,
				},
				latencyMs: performance.now() - startMs,
				...(logprobs === undefined ? {} : { logprobs }),
			};
		},
		[Symbol.asyncDispose]: client.close,
	};
	const line = `${options.profile ?? ""} ${region} ${options.endpoint ?? ""} sagemaker:${endpoint}:${component ?? ""}`;
	return wrap(model, throttle(line, { maxTokens, retry: options.retry ?? {} })) as Model & AsyncDisposable;
}

async function ask(
	client: EndpointClient,
	endpoint: string,
	format: SagemakerFormat,
	streams: boolean,
	request: ModelRequest,
	{ onDelta, signal }: RunContext,
): Promise<SagemakerAnswer> {
	if (onDelta !== undefined && streams && format.readStream !== undefined) {
		const body = encode(endpoint, format.body(request, true));
		const tell = (text: string) => {
			if (!signal?.aborted) onDelta(text);
		};
		const answer = await format.readStream(client.stream(body, signal), request, tell);
		if (answer === null)
			throw broken(endpoint, "a stream that ended before the answer did. It may go through again", true);
		return orThrow(endpoint, answer);
	}
	const bytes = await client.whole(encode(endpoint, format.body(request, false)), signal);
	const text = new TextDecoder().decode(bytes);
	const read = format.read(parseJson(bytes) ?? text, request);
	if (read === null) {
		throw broken(
			endpoint,
			`"${text.slice(0, 100)}". Check format: it names what the container reads and writes`,
			false,
		);
	}
	const answer: SagemakerAnswer =
		typeof read === "string" ? { content: [{ type: "text", text: read }], finish: "stop" } : orThrow(endpoint, read);
	const said = textOf(answer.content);
	if (said !== "" && !signal?.aborted) onDelta?.(said);
	return answer;
}

function encode(endpoint: string, body: unknown): Uint8Array {
	const bytes = new TextEncoder().encode(JSON.stringify(body));
	if (bytes.length <= BODY_BYTES) return bytes;
	throw new ModelError(
		`aws.sagemaker: expected a request of at most 6 MiB for the endpoint ${endpoint}, found ${(bytes.length / MEBIBYTE).toFixed(1)} MiB; nothing was sent. Shorten the prompt.`,
		{ model: endpoint, retryable: false },
	);
}

function orThrow(endpoint: string, answer: SagemakerAnswer | SagemakerProblem): SagemakerAnswer {
	if (!("problem" in answer)) return answer;
	throw broken(endpoint, `an error of the container: ${answer.problem}`, answer.retryable);
}

function broken(endpoint: string, found: string, retryable: boolean): ModelError {
	return new ModelError(`aws.sagemaker: expected an answer of the endpoint ${endpoint}, found ${found}.`, {
		model: endpoint,
		retryable,
	});
}

function refuse(endpoint: string, can: Capabilities, request: ModelRequest): void {
	const who = `aws.sagemaker: ${endpoint}`;
	refuseMedia(who, request);
	const unfit = [
		...((request.tools?.length ?? 0) > 0 && !can.tools ? ["tools"] : []),
		...(request.output !== undefined && !can.json ? ["an output schema"] : []),
		...(request.logprobs && !can.logprobs ? ["logprobs"] : []),
	];
	if (unfit.length === 0) return;
	throw new ConfigError(
		`${who}: expected a request without ${unfit.join(" and ")}, found one with: this format has no place for them. Take format: "openai" if the container reads it.`,
	);
}

function formatOf(options: SagemakerOptions): SagemakerFormat {
	if (typeof options.format === "object") return options.format;
	if (options.format === "openai") return chatCompletions(options);
	if (options.format === "text-generation") return textGeneration(options);
	throw new ConfigError(
		`aws.sagemaker: expected format "text-generation", "openai" or an object, found ${JSON.stringify((options as { format?: unknown }).format)}.`,
	);
}

function canStream(format: SagemakerFormat): boolean {
	return format.readStream !== undefined && (format.can?.stream ?? true);
}

/** What decides an answer besides place and request; of a function only that there is one can be told. */
function decisive(options: SagemakerOptions): object {
	if (typeof options.format === "object") return {};
	if (options.format === "openai") return { model: options.model, can: options.can, extra: options.extra };
	const { prompt, extra } = options;
	return { prompt: typeof prompt === "function" ? prompt.toString() : prompt, extra };
}
