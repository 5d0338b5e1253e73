import type { Loose } from "../loose.ts";
import { runBatch } from "../run-batch.ts";
import { type BatchJob, type BatchStatus, hasEnded } from "../stores/batch-jobs.ts";
import { madeBefore, shortId } from "../stores/by-token.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** Batch inference: a job moves on by being looked at. */
export const batchJobs = {
	CreateModelInvocationJob(input: Loose, world: World, { region }: CallPlace): Answer {
		const before = madeBefore(world.batchJobs, "clientRequestToken", input);
		if (before !== null) return { output: { jobArn: before.arn } };
		const id = shortId("b", world.batchJobs.size + 1);
		const arn = `arn:aws:bedrock:${region || "us-east-1"}:${world.account}:model-invocation-job/${id}`;
		const now = new Date();
		world.batchJobs.set(arn, { arn, input, region, submitted: now, status: "Submitted", polls: 0, changed: now });
		return { output: { jobArn: arn } };
	},
	GetModelInvocationJob({ jobIdentifier }: Loose, world: World): Answer {
		const job = find(world, jobIdentifier);
		// What is seen is the state before this look.
		const seen = describe(job);
		job.polls++;
		if (job.polls >= (world.options.pollsPerState ?? 1)) moveOn(job, world);
		return { output: seen };
	},
	ListModelInvocationJobs({ statusEquals, nameContains = "" }: Loose, world: World): Answer {
		const held = [...world.batchJobs.values()].filter(
			(job) => job.input.jobName.includes(nameContains) && (statusEquals === undefined || job.status === statusEquals),
		);
		return { output: { invocationJobSummaries: held.map(describe) } };
	},
	StopModelInvocationJob({ jobIdentifier }: Loose, world: World): Answer {
		const job = find(world, jobIdentifier);
		if (hasEnded(job.status))
			throw new WireError("ConflictException", `The job is ${job.status} and cannot be stopped.`, 400);
		become(job, "Stopping");
		return { output: {} };
	},
};

const next: Readonly<Partial<Record<BatchStatus, BatchStatus>>> = {
	Submitted: "Validating",
	Validating: "InProgress",
	InProgress: "Completed",
	Stopping: "Stopped",
};

function moveOn(job: BatchJob, world: World): void {
	const status = next[job.status];
	if (status === undefined) return;
	if (status === "InProgress") {
		const failure = runBatch(job, world, false);
		if (failure !== null) {
			job.message = failure;
			become(job, "Failed");
			return;
		}
	}
	if (status === "Completed") runBatch(job, world, true);
	become(job, status);
}

function become(job: BatchJob, status: BatchStatus): void {
	job.status = status;
	job.polls = 0;
	job.changed = new Date();
	if (hasEnded(status)) job.ended = job.changed;
}

function find(world: World, identifier: string): BatchJob {
	for (const job of world.batchJobs.values())
		if (job.arn === identifier || job.arn.endsWith(`/${identifier}`)) return job;
	throw new WireError("ResourceNotFoundException", "The batch inference job was not found.", 404);
}

function describe({ arn, input, status, submitted, changed, ended, message, counts }: BatchJob): object {
	const { tags: _, ...held } = input;
	return {
		...held,
		jobArn: arn,
		status,
		submitTime: submitted,
		lastModifiedTime: changed,
		...(ended === undefined ? {} : { endTime: ended }),
		...(message === undefined ? {} : { message }),
		...(counts === undefined
			? {}
			: {
					totalRecordCount: counts.total,
					processedRecordCount: counts.processed,
					successRecordCount: counts.success,
					errorRecordCount: counts.error,
				}),
	};
}
