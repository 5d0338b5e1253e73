import { type BatchEngine, batchEngine } from "./batch-engine.ts";
import { batchJob } from "./batch-job.ts";
import type { BatchOptions } from "./batch-options.ts";
import { batchRole } from "./batch-policy.ts";

/**
 * Runs an evaluation as a Bedrock batch job, at about half the price on demand: `evaluate(program, data, metrics, { engine:
 * aws.batch({ bucket, role, maxUsd: 5 }) })`. The report is that of a live run, and says as which job it ran.
 *
 * The first request of every row goes into one file on S3; the plan is shown, and the job created if it fits `maxUsd`. The
 * answers are joined to the rows by name. A record that failed or is missing is a row with an error. An answer that does not
 * fit its signature is asked again live, as always, within what is left of `maxUsd`.
 *
 * A job is created once: stopped, killed or run again, the same evaluation comes back to it. Stopping ends the waiting alone.
 * It holds the rows whose answers were not kept in the cache; where those are gone later, another job asks for them too.
 * `aws.batch(…).plan(program, data)` shows what it takes; `aws.batch.role` what the role must allow; `aws.batch.job(handle)`
 * comes back to a job by its handle.
 *
 * For programs of one call a row on a model of `aws.bedrock`, without tools; the job waits in AWS's queue, for hours if it
 * must. Latency is what AWS measured at the model; 0 where it does not say.
 *
 * @throws ConfigError for options that AWS would refuse; from evaluate, for a program of several calls, another model, or too
 *   few or too many rows
 * @throws BudgetError from evaluate, when the job may cost more than `maxUsd`; nothing was sent
 * @throws ModelError from evaluate, when the job fails, with AWS's own words
 * @see "Process multiple prompts with batch inference", Amazon Bedrock user guide
 * @example
 * const role = "arn:aws:iam::111122223333:role/batch";
 * batch({ bucket: "my-bucket", role, maxUsd: 5 }).name // => "aws.batch"
 */
export const batch = Object.assign((options: BatchOptions): BatchEngine => batchEngine(options), {
	job: batchJob,
	role: batchRole,
});
