import { type Clock, systemClock } from "../core/clock.ts";
import { ConfigError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AdvancedPrompts, readAdvancedPrompts } from "./advanced-prompt-job-results.ts";
import { openBucket } from "./bucket.ts";
import { type AwsCommand, type AwsOptions, clientSettings, send } from "./connection.ts";
import { type Job, makeJob } from "./job.ts";
import { jobState } from "./job-state.ts";
import type { JobHandle } from "./job-store.ts";

/** The name that speaks in errors. */
export const who = "aws.advancedPromptOptimization";

/** What a job keeps in its handle. */
export interface AdvancedPromptFacts {
	/** The step whose instructions are optimized. */
	readonly step: string;
	readonly targets: readonly string[];
	readonly bucket: string;
	/** The key of the input. */
	readonly input: string;
	/** Where the results are written; ends in "/". */
	readonly output: string;
}

/**
 * An advanced prompt optimization job, come back to by its handle: from another process, another day, another machine.
 *
 * @throws ConfigError for a handle of something else
 */
export function advancedPromptJob(
	handle: JobHandle,
	options: AwsOptions = {},
	clock: Clock = systemClock,
): Job<AdvancedPrompts> {
	const connection = { ...options, region: handle.region };
	const { step, targets, bucket, output } = factsOf(handle);
	const known = (): string => {
		if (handle.arn !== null) return handle.arn;
		throw new ConfigError(
			`${who}.job: expected the handle of a job that was created, found one whose create call never answered. Apply the plan again: it comes back to the job.`,
		);
	};
	return makeJob({
		who,
		handle,
		resume: `${who}.job(handle)`,
		clock,
		async status(signal) {
			const sdk = await loadBedrock();
			const command = new sdk.GetAdvancedPromptOptimizationJobCommand({ jobIdentifier: known() });
			const { jobStatus, failureMessage } = await ask(connection, command, signal);
			return {
				state: jobState(jobStatus),
				said: jobStatus ?? "Submitted",
				...(failureMessage === undefined ? {} : { failureMessage }),
			};
		},
		async result(_status, signal) {
			const files = await openBucket(who, bucket, connection);
			const folder = `${output}${known().split("/").at(-1)}/`;
			try {
				const [text = ""] = await files.read(folder, "results.jsonl", signal);
				return readAdvancedPrompts(text, step, targets);
			} finally {
				files.close();
			}
		},
		async stop() {
			const sdk = await loadBedrock();
			await ask(connection, new sdk.StopAdvancedPromptOptimizationJobCommand({ jobIdentifier: known() }));
		},
	});
}

/** Puts the input where the job finds it, and creates the job. Everything that is sent follows from the handle. */
export async function createAdvancedPromptJob(
	handle: JobHandle,
	lines: string,
	options: AwsOptions,
	signal?: AbortSignal,
): Promise<string> {
	const { bucket, input } = factsOf(handle);
	const connection = { ...options, region: handle.region };
	const sdk = await loadBedrock(); // before anything is sent
	const files = await openBucket(who, bucket, connection);
	await files.put(input, lines, signal).finally(() => files.close());
	const command = new sdk.CreateAdvancedPromptOptimizationJobCommand({
		...jobInput(handle.facts),
		jobName: handle.name,
		clientToken: handle.clientRequestToken,
	});
	return (await ask(connection, command, signal)).jobArn ?? "";
}

/** The input of CreateAdvancedPromptOptimizationJob but for name and token. */
export function jobInput(facts: JobHandle["facts"]) {
	const { targets, bucket, input, output } = factsOf({ facts });
	return {
		inputConfig: { s3Uri: `s3://${bucket}/${input}` },
		outputConfig: { s3Uri: `s3://${bucket}/${output}` },
		modelConfigurations: targets.map((modelId) => ({ modelId })),
		tags: [{ key: "created-by", value: "touchstone" }],
	};
}

function factsOf({ facts }: Pick<JobHandle, "facts">): AdvancedPromptFacts {
	const { step, targets, bucket, input, output } = facts;
	if ([step, bucket, input, output].every((fact) => typeof fact === "string") && Array.isArray(targets)) {
		return facts as unknown as AdvancedPromptFacts;
	}
	throw new ConfigError(
		`${who}.job: expected the handle of an advanced prompt optimization job, found one without its files. Pass job.handle as it was saved.`,
	);
}

function loadBedrock() {
	return loadPeer("@aws-sdk/client-bedrock", who, () => import("@aws-sdk/client-bedrock"));
}

async function ask<Output>(options: AwsOptions, command: AwsCommand<Output> & object, signal?: AbortSignal) {
	const { BedrockClient } = await loadBedrock();
	const client = new BedrockClient(clientSettings(options));
	const operation = command.constructor.name.replace(/Command$/, "");
	try {
		return await send(
			client,
			command,
			{ who, operation, ...(options.region === undefined ? {} : { region: options.region }) },
			signal,
		);
	} finally {
		client.destroy();
	}
}
