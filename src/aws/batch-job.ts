import { type Clock, systemClock } from "../core/clock.ts";
import { ConfigError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { who } from "./batch-options.ts";
import { type BatchResult, readResults } from "./batch-results.ts";
import { openBucket } from "./bucket.ts";
import { type AwsCommand, type AwsOptions, clientSettings, send } from "./connection.ts";
import { type Job, makeJob } from "./job.ts";
import { jobState } from "./job-state.ts";
import type { JobHandle } from "./job-store.ts";

/** What the records of a job became, in the order in which AWS wrote them. */
export type BatchJob = Job<readonly BatchResult[]>;

/** What a batch keeps in its handle. */
export interface BatchFacts {
	readonly model: string;
	readonly records: number;
	/** The names of the records that the job does not hold, since their answers were kept when it was created. */
	readonly leftOut: readonly string[];
	readonly role: string;
	readonly bucket: string;
	/** The key of the file of records. */
	readonly input: string;
	/** Where the answers are written; ends in "/". */
	readonly output: string;
	readonly timeoutHours: number | null;
}

/**
 * A batch job, come back to by its handle: from another process, another day, another machine.
 *
 * @param handle of `job.handle`, or its JSON
 * @param options who asks; the region is the handle's
 * @throws ConfigError for a handle of something else
 */
export function batchJob(handle: JobHandle, options: AwsOptions = {}, clock: Clock = systemClock): BatchJob {
	const connection = { ...options, region: handle.region };
	const { bucket, output } = factsOf(handle);
	const { arn } = handle;
	const known = (): string => {
		if (arn !== null) return arn;
		throw new ConfigError(
			`${who}.job: expected the handle of a job that was created, found one whose create call never answered. Run the evaluation again: it comes back to the job.`,
		);
	};
	return makeJob({
		who,
		handle,
		resume: "aws.batch.job(handle)",
		clock,
		async status(signal) {
			const { GetModelInvocationJobCommand } = await loadBedrock();
			const found = await ask(connection, new GetModelInvocationJobCommand({ jobIdentifier: known() }), signal);
			return {
				state: jobState(found.status),
				said: found.status ?? "Submitted",
				...(found.message === undefined ? {} : { failureMessage: found.message }),
				...(found.processedRecordCount === undefined ? {} : { done: found.processedRecordCount }),
				...(found.totalRecordCount === undefined ? {} : { total: found.totalRecordCount }),
			};
		},
		async result(_status, signal) {
			const files = await openBucket(who, bucket, connection);
			const id = known().split("/").at(-1) ?? "";
			try {
				return (await files.read(`${output}${id}/`, ".jsonl.out", signal)).flatMap(readResults);
			} finally {
				files.close();
			}
		},
		async stop() {
			const { StopModelInvocationJobCommand } = await loadBedrock();
			await ask(connection, new StopModelInvocationJobCommand({ jobIdentifier: known() }));
		},
	});
}

/** Puts the records where the job finds them, and creates it. Everything that is sent follows from the handle. */
export async function createBatchJob(
	handle: JobHandle,
	lines: string,
	options: AwsOptions,
	signal?: AbortSignal,
): Promise<string> {
	const facts = factsOf(handle);
	const connection = { ...options, region: handle.region };
	const { CreateModelInvocationJobCommand } = await loadBedrock(); // before anything is sent
	const files = await openBucket(who, facts.bucket, connection);
	await files.put(facts.input, lines, signal).finally(() => files.close());
	const { jobArn } = await ask(connection, new CreateModelInvocationJobCommand(jobInput(handle)), signal);
	return jobArn ?? "";
}

/** The input of CreateModelInvocationJob: always the same for a handle, since a token belongs to one input. */
export function jobInput(handle: Pick<JobHandle, "name" | "clientRequestToken" | "facts">) {
	const { model, role, bucket, input, output, timeoutHours } = factsOf(handle);
	return {
		jobName: handle.name,
		clientRequestToken: handle.clientRequestToken,
		roleArn: role,
		modelId: model,
		modelInvocationType: "Converse" as const,
		inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://${bucket}/${input}`, s3InputFormat: "JSONL" as const } },
		outputDataConfig: { s3OutputDataConfig: { s3Uri: `s3://${bucket}/${output}` } },
		...(timeoutHours === null ? {} : { timeoutDurationInHours: timeoutHours }),
		tags: [{ key: "created-by", value: "touchstone" }],
	};
}

/** The names of the records of its evaluation that a job does not hold. */
export function leftOutOf(handle: Pick<JobHandle, "facts">): ReadonlySet<string> {
	return new Set(factsOf(handle).leftOut ?? []);
}

function factsOf({ facts }: Pick<JobHandle, "facts">): BatchFacts {
	const { model, role, bucket, input, output } = facts;
	if ([model, role, bucket, input, output].every((fact) => typeof fact === "string")) {
		return facts as unknown as BatchFacts;
	}
	throw new ConfigError(
		`${who}.job: expected the handle of a batch job, found one without its files. Pass job.handle as it was saved.`,
	);
}

function loadBedrock() {
	return loadPeer("@aws-sdk/client-bedrock", who, () => import("@aws-sdk/client-bedrock"));
}

async function ask<Output>(options: AwsOptions, command: AwsCommand<Output> & object, signal?: AbortSignal) {
	const { BedrockClient } = await loadBedrock();
	const client = new BedrockClient(clientSettings(options));
	const operation = command.constructor.name.replace(/Command$/, "");
	const about = { who, operation, ...(options.region === undefined ? {} : { region: options.region }) };
	try {
		return await send(client, command, about, signal);
	} finally {
		client.destroy();
	}
}

/** The region that a client with these options calls. */
export async function regionOf(options: AwsOptions): Promise<string> {
	if (options.region !== undefined) return options.region;
	const { BedrockClient } = await loadBedrock();
	const client = new BedrockClient(clientSettings(options));
	return client.config.region().catch((error: unknown) => {
		throw new ConfigError(`${who}: expected a region, found none. Pass region, or set AWS_REGION.`, { cause: error });
	});
}
