import { throwIfAborted } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AwsOptions, clientSettings, regionOf, send } from "./connection.ts";
import { sagemakerError } from "./sagemaker-errors.ts";

/** Which part of an endpoint is asked. */
export interface EndpointTarget {
	/** The inference component, for endpoints that hold several models in components. */
	readonly component?: string;
	/** The production variant. Default: SageMaker chooses by the variants' weights. */
	readonly variant?: string;
}

export interface EndpointClient {
	whole(body: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array>;
	/** The bytes of the answer as they arrive, cut anywhere. */
	stream(body: Uint8Array, signal: AbortSignal | undefined): AsyncIterable<Uint8Array>;
	close(): Promise<void>;
}

/** The client of one endpoint, made at the first call. It sends each request once: retries are made outside, where they are seen. */
export function endpointClient(endpoint: string, target: EndpointTarget, options: AwsOptions): EndpointClient {
	const settings = clientSettings(options, 1);
	const region = regionOf(options);
	let loading: ReturnType<typeof load> | null = null;

	async function load() {
		const name = "@aws-sdk/client-sagemaker-runtime";
		const sdk = await loadPeer(name, "aws.sagemaker", () => import("@aws-sdk/client-sagemaker-runtime"));
		return { sdk, client: new sdk.SageMakerRuntimeClient(settings) };
	}
	function loaded(): ReturnType<typeof load> {
		loading ??= load().catch((error: unknown) => {
			loading = null; // so that the next call tries again
			throw error;
		});
		return loading;
	}
	const about = (operation: string) => ({
		who: "aws.sagemaker",
		operation,
		model: endpoint,
		...(region === null ? {} : { region }),
	});
	const input = (body: Uint8Array) => ({
		EndpointName: endpoint,
		ContentType: "application/json",
		Body: body,
		...(target.component === undefined ? {} : { InferenceComponentName: target.component }),
		...(target.variant === undefined ? {} : { TargetVariant: target.variant }),
	});
	/** `client.send`, whose failures are read before `send` reads them as those of Bedrock. */
	const explaining = (client: { send: (...given: never[]) => unknown }, operation: string) => ({
		send: async (...given: never[]) => {
			try {
				return await client.send(...given);
			} catch (error) {
				throw sagemakerError(error, about(operation));
			}
		},
	});

	return {
		async whole(body, signal) {
			const { sdk, client } = await loaded();
			const command = new sdk.InvokeEndpointCommand({ ...input(body), Accept: "application/json" });
			const operation = "InvokeEndpoint";
			const { Body = new Uint8Array() } = await send(explaining(client, operation), command, about(operation), signal);
			return Body;
		},
		async *stream(body, signal) {
			const { sdk, client } = await loaded();
			const command = new sdk.InvokeEndpointWithResponseStreamCommand(input(body));
			const operation = "InvokeEndpointWithResponseStream";
			const { Body = [] } = await send(explaining(client, operation), command, about(operation), signal);
			try {
				for await (const { PayloadPart } of Body) if (PayloadPart?.Bytes !== undefined) yield PayloadPart.Bytes;
			} catch (error) {
				throwIfAborted(signal);
				throw sagemakerError(error, about(operation));
			}
		},
		async close() {
			const open = await loading?.catch(() => null);
			open?.client.destroy();
			loading = null;
		},
	};
}
