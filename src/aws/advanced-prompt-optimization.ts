import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { advancedPromptJob, createAdvancedPromptJob, jobInput, who } from "./advanced-prompt-job.ts";
import { promptRecord } from "./advanced-prompt-job-input.ts";
import { type AdvancedPromptOptions, basisOf, policyOf, problemsOf } from "./advanced-prompt-job-plan.ts";
import type { AdvancedPrompts } from "./advanced-prompt-job-results.ts";
import { callerAccount } from "./caller-account.ts";
import { type AwsOptions, regionOf } from "./connection.ts";
import type { Job } from "./job.ts";
import { makePlan, type Plan } from "./plan.ts";
import { resolveModel } from "./resolve-model.ts";
import { startJob } from "./start-job.ts";

export interface AdvancedPromptOptimization {
	/** What it will take. Nothing is sent before `apply`, which gives the job. */
	plan(): Promise<Plan<Job<AdvancedPrompts>>>;
}

/**
 * Bedrock's advanced prompt optimization: a job that tunes a program's instructions on rows, for up to five models at once.
 *
 * It runs with the rights of whoever asks for it (there is no role), for some twenty minutes to hours, and is billed as the
 * calls that it makes; how many those are AWS does not say, so the plan has no upper limit and `apply` wants
 * `acceptUnknownCost`. The scores in its result are Bedrock's, on the rows that it tuned to: take a prompt of it only after
 * `evaluate` and `compare` on rows that it has not seen.
 *
 * @throws ConfigError from `apply` when the plan has problems
 * @example
 * typeof advancedPromptOptimization.job // => "function"
 */
export const advancedPromptOptimization = Object.assign(optimization, {
	/** Comes back to a job by its handle. */
	job: advancedPromptJob,
});

function optimization<I, E, O>(options: AdvancedPromptOptions<I, E, O>): AdvancedPromptOptimization {
	return { plan: async () => planOf(options) };
}

function planOf<I, E, O>(options: AdvancedPromptOptions<I, E, O>): Plan<Job<AdvancedPrompts>> {
	const { program, data, bucket, prefix = "touchstone/", evaluation, again = false } = options;
	const region = regionOf(options);
	const models = options.targets.map((target) => resolveModel(target, region === null ? {} : { region }));
	const targets = models.map(({ modelId }) => modelId);
	const [step = ""] = Object.keys(program.parameters);
	const record = promptRecord(program, step, data.examples, evaluation);
	const line = `${JSON.stringify(record)}\n`;
	const folder = `${prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`}advanced-prompts/${hash([line, targets], 16)}/`;
	const facts = { step, targets, bucket, input: `${folder}input.jsonl`, output: `${folder}output/` };
	const connection = connectionOf(options);
	const kind = "advanced-prompt-optimization-job";

	return makePlan({
		who,
		title: `optimize the instructions of ${program.name} for ${targets.join(", ")} on ${data.length} rows of ${data.name}`,
		calls: [
			{
				service: "s3",
				operation: "PutObject",
				why: `the prompt and ${data.length} rows`,
				input: { Bucket: bucket, Key: facts.input },
			},
			{ service: "bedrock", operation: "CreateAdvancedPromptOptimizationJob", why: "the job", input: jobInput(facts) },
			{ service: "bedrock", operation: "GetAdvancedPromptOptimizationJob", why: "to see how far it is, until it ends" },
			{ service: "s3", operation: "GetObject", why: "the prompts" },
		],
		policy: policyOf(facts, region ?? "*", evaluation),
		costUsd: null,
		basis: basisOf(models, region, record.promptTemplate.length + line.length / Math.max(1, data.length), data.length),
		remains: [`The rows and the result stay in s3://${bucket}/${folder} until you delete them.`],
		problems: problemsOf(options, region, targets, Buffer.byteLength(line)),
		async run({ runId, signal }) {
			if (region === null) throw new ConfigError(`${who}: expected a region, found none. Pass region.`);
			const account = await callerAccount(who, { ...connection, region }, signal);
			return startJob<AdvancedPrompts>({
				service: "bedrock",
				kind,
				region,
				account,
				runId,
				request: { facts, line },
				facts,
				again,
				...(signal === undefined ? {} : { signal }),
				create: (handle, inner) => createAdvancedPromptJob(handle, line, connection, inner),
				job: (handle) => advancedPromptJob(handle, connection),
			});
		},
	});
}

function connectionOf({ region, profile, credentials, endpoint, timeoutMs }: AwsOptions): AwsOptions {
	return {
		...(region === undefined ? {} : { region }),
		...(profile === undefined ? {} : { profile }),
		...(credentials === undefined ? {} : { credentials }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(timeoutMs === undefined ? {} : { timeoutMs }),
	};
}
