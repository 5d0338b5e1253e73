import type { ConverseCommandInput } from "@aws-sdk/client-bedrock-runtime";
import { throwIfAborted } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import type { ConverseEvent, ConverseInput, ConverseReply } from "./converse-types.ts";
import { awsError, type CallFacts } from "./errors.ts";

export interface ConverseClient {
	/** As the AWS SDK found it: in the options, the environment or the profile. */
	readonly region: string;
	whole(input: ConverseInput, signal: AbortSignal | undefined): Promise<ConverseReply>;
	/** Once the answer has begun. Failures on the way are our own errors too. */
	stream(input: ConverseInput, signal: AbortSignal | undefined): Promise<AsyncIterable<ConverseEvent>>;
	close(): void;
}

type About = Omit<CallFacts, "operation" | "region">;

/**
 * Opens the client of Bedrock's models. It sends each request once: retries are made outside, where they are seen.
 *
 * @throws MissingDependencyError when @aws-sdk/client-bedrock-runtime is not installed
 * @throws ConfigError when no region is found
 */
export async function openConverse(options: AwsOptions, about: About): Promise<ConverseClient> {
	const { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } = await loadPeer(
		"@aws-sdk/client-bedrock-runtime",
		about.who,
		() => import("@aws-sdk/client-bedrock-runtime"),
	);
	const client = new BedrockRuntimeClient(clientSettings(options, 1));
	const region = await client.config.region().catch((error: unknown) => {
		throw awsError(error, { ...about, operation: "Converse" });
	});
	const facts = (operation: string): CallFacts => ({ ...about, operation, region });
	// our types are the SDK's, but for `readonly` and the members we do not write
	const theirs = (input: ConverseInput) => input as unknown as ConverseCommandInput;
	return {
		region,
		async whole(input, signal) {
			const { output, stopReason, usage, trace } = await send(
				client,
				new ConverseCommand(theirs(input)),
				facts("Converse"),
				signal,
			);
			return { content: output?.message?.content ?? [], stopReason, usage, trace };
		},
		async stream(input, signal) {
			const about = facts("ConverseStream");
			const { stream } = await send(client, new ConverseStreamCommand(theirs(input)), about, signal);
			return inOurErrors(stream ?? noEvents(), about, signal);
		},
		close: () => client.destroy(),
	};
}

async function* inOurErrors<T>(events: AsyncIterable<T>, about: CallFacts, signal: AbortSignal | undefined) {
	try {
		yield* events;
	} catch (error) {
		throwIfAborted(signal);
		throw awsError(error, about);
	}
}

async function* noEvents(): AsyncIterable<never> {}
