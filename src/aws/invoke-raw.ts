import { ConfigError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import { awsError } from "./errors.ts";
import { parseJson } from "./parse-json.ts";

export interface RawAnswer {
	/** The answer, parsed; undefined where it is no JSON. */
	readonly json: unknown;
	readonly bytes: Uint8Array;
	/** AWS's name for the call, for its support. */
	readonly requestId: string | null;
}

export interface InvokeRawOptions extends AwsOptions {
	readonly signal?: AbortSignal;
}

/** One model of InvokeModel, whose client is made at the first call. */
export interface Invoker {
	whole(body: object, signal?: AbortSignal): Promise<RawAnswer>;
	/** The pieces of a streamed answer, each parsed. */
	pieces(body: object, signal?: AbortSignal): AsyncIterable<unknown>;
	close(): Promise<void>;
}

const MEBIBYTE = 2 ** 20;
/** What the API takes. */
const BODY_BYTES = 25 * MEBIBYTE;

/**
 * One call of InvokeModel with a body of your own, for models and fields that nothing here knows. The call is billed.
 *
 * @param modelId sent as it is: a model id, the id of an inference profile, or an ARN
 * @param body the model's own JSON
 * @throws ConfigError when the body is larger than 25 MiB, or AWS is not set up
 * @throws ModelError when AWS refused or failed
 * @see "InvokeModel", Amazon Bedrock API reference; "Inference request parameters and response fields", user guide
 * @example
 * typeof invokeRaw // => "function"
 */
export async function invokeRaw(modelId: string, body: object, options: InvokeRawOptions = {}): Promise<RawAnswer> {
	const invoke = invoker("aws.invokeRaw", modelId, options, 4);
	try {
		return await invoke.whole(body, options.signal);
	} finally {
		await invoke.close();
	}
}

/** @param attempts how often the client itself sends a request at most */
export function invoker(who: string, modelId: string, options: AwsOptions, attempts: number): Invoker {
	const settings = clientSettings(options, attempts);
	const about = (operation: string) => ({
		who,
		operation,
		model: modelId,
		...(options.region === undefined ? {} : { region: options.region }),
	});
	const input = (body: object) => ({ modelId, contentType: "application/json", body: encode(who, body) });
	let loading: ReturnType<typeof load> | null = null;

	async function load() {
		const name = "@aws-sdk/client-bedrock-runtime";
		const sdk = await loadPeer(name, who, () => import("@aws-sdk/client-bedrock-runtime"));
		return { sdk, client: new sdk.BedrockRuntimeClient(settings) };
	}
	function loaded(): ReturnType<typeof load> {
		loading ??= load().catch((error: unknown) => {
			loading = null; // so that the next call tries again
			throw error;
		});
		return loading;
	}

	return {
		async whole(body, signal) {
			const ready = input(body);
			const { sdk, client } = await loaded();
			const command = new sdk.InvokeModelCommand({ ...ready, accept: "application/json" });
			const { body: bytes, $metadata } = await send(client, command, about("InvokeModel"), signal);
			return { json: parseJson(bytes), bytes, requestId: $metadata.requestId ?? null };
		},
		async *pieces(body, signal) {
			const ready = input(body);
			const { sdk, client } = await loaded();
			const facts = about("InvokeModelWithResponseStream");
			const command = new sdk.InvokeModelWithResponseStreamCommand(ready);
			const { body: events = [] } = await send(client, command, facts, signal);
			try {
				for await (const event of events) {
					if (event.chunk?.bytes !== undefined) yield parseJson(event.chunk.bytes) ?? {};
				}
			} catch (error) {
				throw awsError(error, facts);
			}
		},
		async close() {
			const open = await loading?.catch(() => null);
			open?.client.destroy();
			loading = null;
		},
	};
}

function encode(who: string, body: object): Uint8Array {
	const bytes = new TextEncoder().encode(JSON.stringify(body));
	if (bytes.length <= BODY_BYTES) return bytes;
	throw new ConfigError(
		`${who}: expected a body of at most 25 MiB, found ${(bytes.length / MEBIBYTE).toFixed(1)} MiB. Send fewer or smaller parts.`,
	);
}
