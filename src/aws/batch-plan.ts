import type { Clock } from "../core/clock.ts";
import type { Price } from "../model/model.ts";
import { costOf } from "../model/prices.ts";
import { outputTokensAtMost } from "../model/token-bound.ts";
import { formatCount } from "../view/format.ts";
import { type BatchJob, batchJob, createBatchJob, jobInput, leftOutOf } from "./batch-job.ts";
import { type BatchOptions, who } from "./batch-options.ts";
import { batchPolicy } from "./batch-policy.ts";
import { type BatchRecord, recordLines } from "./batch-records.ts";
import type { BatchRequest } from "./batch-request.ts";
import type { BatchResult } from "./batch-results.ts";
import type { JobHandle } from "./job-store.ts";
import { makePlan, type Plan, type PlannedCall } from "./plan.ts";
import { priceBasis } from "./price-basis.ts";
import { findJob, type StartSpec, startJob } from "./start-job.ts";

export type BatchPlan = Plan<BatchJob>;

/** A plan, and the job that it would come back to instead of creating one. */
export interface BatchPlanned {
	readonly plan: BatchPlan;
	readonly found: BatchJob | null;
}

/** What a batch will take. Where the same was asked before, the plan comes back to that job, and costs nothing more. */
export async function planBatch(
	batch: BatchRequest,
	options: BatchOptions,
	{ signal, clock }: { readonly signal?: AbortSignal | undefined; readonly clock?: Clock | undefined } = {},
): Promise<BatchPlanned> {
	const { region, place, facts, records, allRecords } = batch;
	const spec = (runId: string, current: AbortSignal | undefined): StartSpec<readonly BatchResult[]> => ({
		service: "bedrock",
		kind: "model-invocation-job",
		region,
		account: place.account,
		runId,
		request: batch.request,
		facts: { ...facts },
		again: options.again ?? false,
		covers: (handle) => !records.some(({ recordId }) => leftOutOf(handle).has(recordId)),
		create: (handle, during) => createBatchJob(handle, linesOf(handle, allRecords), batch.connection, during),
		job: (handle) => batchJob(handle, batch.connection, clock),
		...(current === undefined ? {} : { signal: current }),
	});
	const found = records.length === 0 ? null : await findJob(spec("", signal));
	const bytes = Buffer.byteLength(recordLines(records));
	const tokens = tokensOf(batch);
	const common = {
		who,
		policy: batchPolicy(place, facts.model, region),
		remains: [
			`s3://${facts.bucket}/${facts.input} and the answers below s3://${facts.bucket}/${facts.output} stay until you delete them.`,
		],
		run: ({ runId, signal: applied }: { readonly runId: string; readonly signal?: AbortSignal }) =>
			startJob(spec(runId, applied)),
	};
	const plan =
		found === null
			? makePlan({
					...common,
					title: `answer ${formatCount(records.length, "request")} on ${facts.model} in ${region} as one batch job`,
					calls: [...creating(batch, bytes), ...reading(batch)],
					tokens,
					costUsd: costUsd(tokens, batch.price),
					basis: basis(batch, options),
					problems: problems(records.length, bytes, options),
				})
			: makePlan({
					...common,
					title: `come back to the batch job ${found.handle.name} of ${found.handle.startedAt}, which was asked the same`,
					calls: reading(batch),
					costUsd: 0,
					basis: ["The job was created before: it is billed once, and this creates no other."],
				});
	return { plan, found };
}

/** What a job holds: also where its create call is sent again, and more of the answers are kept by then. */
function linesOf(handle: JobHandle, records: readonly BatchRecord[]): string {
	const leftOut = leftOutOf(handle);
	return recordLines(records.filter(({ recordId }) => !leftOut.has(recordId)));
}

function creating({ facts, records }: BatchRequest, bytes: number): PlannedCall[] {
	const {
		jobName: _name,
		clientRequestToken: _token,
		...input
	} = jobInput({ name: "", clientRequestToken: "", facts: { ...facts } });
	return [
		{
			service: "s3",
			operation: "PutObject",
			why: `${formatCount(records.length, "record")}, ${formatCount(bytes, "byte")}`,
			input: { Bucket: facts.bucket, Key: facts.input },
		},
		{ service: "bedrock", operation: "CreateModelInvocationJob", why: "the job: this is what bills", input },
	];
}

function reading({ facts }: BatchRequest): PlannedCall[] {
	const place = { Bucket: facts.bucket, Prefix: facts.output };
	return [
		{ service: "bedrock", operation: "GetModelInvocationJob", why: "how far it is, about once a minute" },
		{ service: "s3", operation: "ListObjectsV2", why: "where the answers are", input: place },
		{ service: "s3", operation: "GetObject", why: "the answers", input: place },
	];
}

/** Three bytes a token is few for English, so that the count is rather too high; the output is at its limit, or the model's. */
function tokensOf({ records, model }: BatchRequest): { readonly input: number; readonly output: number } {
	let input = 0;
	let output = 0;
	for (const record of records) {
		input += Math.ceil(Buffer.byteLength(recordLines([record])) / 3);
		output += record.modelInput.inferenceConfig?.maxTokens ?? outputTokensAtMost(model, {});
	}
	return { input, output };
}

function costUsd({ input, output }: { readonly input: number; readonly output: number }, price: Price | null) {
	return costOf({ inputTokens: input, outputTokens: output, cachedInputTokens: 0, cacheWriteTokens: 0 }, price);
}

function basis({ model, price, asked, facts, schemaInWords }: BatchRequest, options: BatchOptions): string[] {
	const live = options.retryFailedLive
		? "Records that fail are asked again live, once, and answers that do not fit their signature too"
		: "Answers that do not fit their signature are asked again live";
	return [
		priceBasis(facts.model, price),
		"Input tokens are counted as a third of the records' bytes, output tokens at each request's limit: both rather too many.",
		`${live}, at the price on demand, within what the job leaves of maxUsd.`,
		...(schemaInWords
			? [
					`Asked live, ${model.id} is held to its output's schema by a tool; a batch takes no tools, so it is asked in words.`,
				]
			: []),
		...(asked.some(({ request }) => request.seed !== undefined) ? ["Converse takes no seed: it is not sent."] : []),
	];
}

/** The numbers are what accounts are said to begin with: each can be said otherwise. */
function problems(
	records: number,
	bytes: number,
	{ minimumRecords = 100, maximumRecords = 50_000, maximumBytes = 1e9 }: BatchOptions,
): string[] {
	if (records === 0) return ["Every answer is kept already: no job is needed. Run the evaluation."];
	const inParts = "Evaluate the data in parts.";
	const quotas = [
		{
			option: "minimumRecords",
			fits: records >= minimumRecords,
			takes: `at least ${formatCount(minimumRecords, "record")}`,
			found: formatCount(records, "record"),
			next: "Run it live: leave engine out.",
		},
		{
			option: "maximumRecords",
			fits: records <= maximumRecords,
			takes: `at most ${formatCount(maximumRecords, "record")}`,
			found: formatCount(records, "record"),
			next: inParts,
		},
		{
			option: "maximumBytes",
			fits: bytes <= maximumBytes,
			takes: `a file of at most ${formatCount(maximumBytes, "byte")}`,
			found: formatCount(bytes, "byte"),
			next: inParts,
		},
	];
	return quotas
		.filter(({ fits }) => !fits)
		.map(
			({ option, takes, found, next }) =>
				`A batch job takes ${takes} (a quota of the account; the number is unverified), and these are ${found}. ${next} Or pass ${option}, if your quota is another (Service Quotas console).`,
		);
}
