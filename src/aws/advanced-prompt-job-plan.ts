import type { Dataset } from "../data/dataset.ts";
import type { Program } from "../program/program.ts";
import { fieldsOf } from "../program/prompt/describe.ts";
import { formatUsd } from "../view/format.ts";
import type { AdvancedPromptFacts } from "./advanced-prompt-job.ts";
import { judgeModels, type PromptEvaluation, quotas } from "./advanced-prompt-job-input.ts";
import { bedrockPrice } from "./bedrock-price.ts";
import type { AwsOptions } from "./connection.ts";
import { allow, type PolicyStatement } from "./policy.ts";
import type { ResolvedModel } from "./resolve-model.ts";

export interface AdvancedPromptOptions<I, E, O> extends AwsOptions {
	/** A program of one step; its instructions are optimized. */
	readonly program: Program<I, O>;
	/** Rows to tune on, at most 100; not the test part. */
	readonly data: Dataset<I, E>;
	/** One to five models, by short name or id: each gets a prompt of its own. */
	readonly targets: readonly string[];
	/** The S3 bucket for the rows and the result, in the region of the job. */
	readonly bucket: string;
	/** The folder in the bucket. Default "touchstone/". */
	readonly prefix?: string;
	/** How answers are judged; default: Bedrock's own judge. */
	readonly evaluation?: PromptEvaluation;
	/** Makes the job anew although the same was asked for before. Default false. */
	readonly again?: boolean;
}

/** Users of the service saw 15 to 20; AWS names no number. */
const callsPerRow = 20;

/** Why AWS would refuse the job, known before anything is sent. */
export function problemsOf<I, E, O>(
	{ program, data, targets, bucket, prefix = "", evaluation }: AdvancedPromptOptions<I, E, O>,
	region: string | null,
	ids: readonly string[],
	bytes: number,
): string[] {
	const steps = Object.keys(program.parameters);
	const [step = ""] = steps;
	const fields = fieldsOf(program.schemas[step]?.input ?? {}).length;
	const instructions = program.parameters[step]?.instructions ?? "";
	const expected = (fits: boolean, what: string, found: unknown, next: string) =>
		fits ? [] : [`Expected ${what}, found ${found}. ${next}`];
	return [
		...expected(region !== null, "a region", "none", "Pass region, or set AWS_REGION."),
		...expected(
			steps.length === 1,
			"a program of one step",
			`${steps.length} (${steps.join(", ")})`,
			"The rows say nothing of what goes in and out of inner steps: optimize each step as a program of its own.",
		),
		...expected(data.part !== "test", "rows to tune on", `the test part ${data.name}`, "Keep it for the final report."),
		...expected(data.length <= quotas.rows, `at most ${quotas.rows} rows`, data.length, "Give a part: split(data, …)."),
		...expected(
			targets.length >= 1 && targets.length <= quotas.targets,
			`1 to ${quotas.targets} targets`,
			targets.length,
			"Make several jobs.",
		),
		...expected(new Set(ids).size === ids.length, "targets that differ", ids.join(", "), "Name each once."),
		...expected(fields <= quotas.fields, `at most ${quotas.fields} input fields`, fields, "Join some of them."),
		...expected(
			bytes <= quotas.bytes,
			`an input of at most ${quotas.bytes} bytes`,
			bytes,
			"Give fewer or shorter rows.",
		),
		...expected(
			!/\{\{/.test(instructions),
			"instructions without {{placeholders}}",
			"some",
			"The fields are added by themselves.",
		),
		...expected(
			/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket),
			'a bucket like "my-bucket"',
			`"${bucket}"`,
			"Give its name alone.",
		),
		...expected(
			/^[\w./-]*$/.test(prefix) && !prefix.startsWith("/"),
			'a prefix like "folder/"',
			`"${prefix}"`,
			"Use letters, digits, dots and dashes.",
		),
		...evaluationProblems(evaluation, expected),
	];
}

function evaluationProblems(
	evaluation: PromptEvaluation | undefined,
	expected: (fits: boolean, what: string, found: unknown, next: string) => string[],
): string[] {
	if (evaluation === undefined) return [];
	if ("steering" in evaluation) {
		const { length } = evaluation.steering;
		return expected(
			length >= 1 && length <= quotas.steering,
			`1 to ${quotas.steering} sentences to steer by`,
			length,
			"Join some.",
		);
	}
	if ("lambda" in evaluation) {
		const fits = /^arn:aws[a-z-]*:lambda:/.test(evaluation.lambda);
		return expected(fits, "the ARN of a Lambda function", `"${evaluation.lambda}"`, "The console shows it.");
	}
	const { model } = evaluation.judge;
	return expected(
		judgeModels.includes(model),
		`a judge of ${judgeModels.join(", ")}`,
		`"${model}"`,
		"Give one of these ids.",
	);
}

/** The least rights that the job needs of whoever asks for it. */
export function policyOf(
	{ bucket, input, output }: AdvancedPromptFacts,
	region: string,
	evaluation: PromptEvaluation | undefined,
): PolicyStatement[] {
	const jobs = ["Create", "Get", "List", "Stop"].map(
		(verb) => `bedrock:${verb}AdvancedPromptOptimizationJob${verb === "List" ? "s" : ""}`,
	);
	const files = `arn:aws:s3:::${bucket}/`;
	return [
		allow(jobs, [`arn:aws:bedrock:${region}:*:advanced-prompt-optimization-job/*`]),
		// the job calls its targets, and judges of its own choice, in the caller's name
		allow(
			["bedrock:InvokeModel"],
			["arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:*:*:inference-profile/*"],
		),
		allow(["s3:GetObject", "s3:PutObject"], [`${files}${input}`, `${files}${output}*`]),
		allow(["s3:ListBucket"], [`arn:aws:s3:::${bucket}`]),
		...(evaluation !== undefined && "lambda" in evaluation
			? [allow(["lambda:InvokeFunction", "lambda:GetFunction"], [evaluation.lambda])]
			: []),
	];
}

/**
 * What is known of the cost, in sentences.
 *
 * @param characters of one call: the template and a row
 */
export function basisOf(
	models: readonly ResolvedModel[],
	region: string | null,
	characters: number,
	rows: number,
): string[] {
	const calls = callsPerRow * rows;
	// four characters a token; an answer a fourth of its question, which is much for labels
	const inputTokens = (characters / 4) * calls;
	const estimates = models.map((model) => {
		const price = bedrockPrice(model, region, undefined);
		const usd = price === null ? null : (inputTokens * price.input + (inputTokens / 4) * price.output) / 1e6;
		const from = price === null ? "no price is known" : `${price.source}, ${price.date}`;
		return `An estimate for ${model.modelId}: about ${calls} calls, ${formatUsd(usd)} (${from}).`;
	});
	return [
		"It is billed as the calls that it makes, on demand; AWS names no limit to them, so neither does this plan.",
		`About ${callsPerRow} calls of a target a row is what users saw. Calls of the judge and of what writes the prompts come on top.`,
		...estimates,
	];
}
