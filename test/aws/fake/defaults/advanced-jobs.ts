import type { Loose } from "../loose.ts";
import type { AdvancedJob } from "../stores/advanced-jobs.ts";
import { madeBefore, shortId } from "../stores/by-token.ts";
import { s3Place } from "../stores/objects.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** Advanced prompt optimization: one look in progress, then a result file with a prompt for each template and model. */
export const advancedJobs = {
	CreateAdvancedPromptOptimizationJob(input: Loose, world: World, { region }: CallPlace): Answer {
		const before = madeBefore(world.advancedJobs, "clientToken", input);
		if (before !== null) return { output: { jobArn: before.arn } };
		const id = shortId("a", world.advancedJobs.size + 1);
		const arn = `arn:aws:bedrock:${region || "us-east-1"}:${world.account}:advanced-prompt-optimization-job/${id}`;
		const now = new Date();
		world.advancedJobs.set(arn, { arn, input, created: now, status: "InProgress", polls: 0, changed: now });
		return { output: { jobArn: arn } };
	},
	GetAdvancedPromptOptimizationJob({ jobIdentifier }: Loose, world: World): Answer {
		const job = find(world, jobIdentifier);
		const { input, message } = job;
		const output = {
			...summary(job),
			inputConfig: input.inputConfig,
			outputConfig: input.outputConfig,
			modelConfigurations: input.modelConfigurations,
			...(message === undefined ? {} : { failureMessage: message }),
		};
		job.polls++;
		if (job.polls >= (world.options.pollsPerState ?? 1)) moveOn(job, world);
		return { output };
	},
	ListAdvancedPromptOptimizationJobs(_: Loose, world: World): Answer {
		return { output: { jobSummaries: [...world.advancedJobs.values()].map(summary) } };
	},
	StopAdvancedPromptOptimizationJob({ jobIdentifier }: Loose, world: World): Answer {
		const job = find(world, jobIdentifier);
		if (job.status !== "InProgress") throw new WireError("ConflictException", `The job is ${job.status}.`, 400);
		job.status = "Stopping";
		job.polls = 0;
		return { output: {} };
	},
};

function summary({ arn, input, status, created, changed }: AdvancedJob): object {
	return { jobArn: arn, jobName: input.jobName, jobStatus: status, creationTime: created, lastModifiedTime: changed };
}

function find(world: World, identifier: string): AdvancedJob {
	for (const job of world.advancedJobs.values())
		if (job.arn === identifier || job.arn.endsWith(`/${identifier}`)) return job;
	throw new WireError("ResourceNotFoundException", "The prompt optimization job was not found.", 404);
}

function moveOn(job: AdvancedJob, world: World): void {
	job.polls = 0;
	job.changed = new Date();
	if (job.status === "Stopping") job.status = "Stopped";
	if (job.status !== "InProgress") return;
	const failure = optimize(job, world);
	job.status = failure === null ? "Completed" : "Failed";
	if (failure !== null) job.message = failure;
}

const mostTemplates = 10;
const mostSamples = 100;

/** AWS's page on the input: the fixed version, an id, a template, samples, at most one way to evaluate. */
function optimize(job: AdvancedJob, world: World): string | null {
	const { bucket, key } = s3Place(job.input.inputConfig.s3Uri);
	const text = world.objects.text(bucket, key);
	if (text === null) return `The input ${job.input.inputConfig.s3Uri} could not be read.`;
	const results: string[] = [];
	for (const [index, line] of text.split("\n").entries()) {
		if (line.trim() === "") continue;
		let entry: Loose;
		try {
			entry = JSON.parse(line);
		} catch {
			return `Line ${index + 1} of the input is not JSON.`;
		}
		const missing = ["version", "templateId", "promptTemplate", "evaluationSamples"].find(
			(name) => entry[name] === undefined,
		);
		if (missing !== undefined) return `Line ${index + 1} of the input lacks ${missing}.`;
		if (entry.version !== "bedrock-2026-05-14")
			return `Line ${index + 1} of the input: version must be bedrock-2026-05-14.`;
		if (entry.evaluationSamples.length > mostSamples)
			return `Line ${index + 1} of the input: at most ${mostSamples} samples.`;
		const methods = ["steeringCriteria", "customLLMJConfig", "evaluationMetricLambdaArn"].filter(
			(name) => name in entry,
		);
		if (methods.length > 1)
			return `Line ${index + 1} of the input: one evaluation method, found ${methods.join(" and ")}.`;
		const promptOptimizationResults = job.input.modelConfigurations.map(({ modelId }: Loose) => ({
			modelId,
			status: "COMPLETED",
			optimizedPromptTemplate: `## Task\n${entry.promptTemplate}\n\n## Response\nAnswer with the result alone.`,
		}));
		results.push(JSON.stringify({ promptTemplateId: entry.templateId, promptOptimizationResults }));
	}
	if (results.length > mostTemplates) return `The input holds ${results.length} templates, more than ${mostTemplates}.`;
	const output = s3Place(job.input.outputConfig.s3Uri);
	const folder = `${output.key === "" || output.key.endsWith("/") ? output.key : `${output.key}/`}${job.arn.split("/").at(-1)}/`;
	world.objects.put(output.bucket, `${folder}advanced_prompt_optimization_results.jsonl`, `${results.join("\n")}\n`);
	return null;
}
