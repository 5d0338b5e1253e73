import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAdvancedPrompts } from "../../src/aws/advanced-prompt-job-results.ts";
import { advancedPromptOptimization } from "../../src/aws/advanced-prompt-optimization.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { compose } from "../../src/program/compose.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { program, train } from "../optimize/support.ts";
import { type Fake, startFake } from "./fake/index.ts";

temporaryHome();

let fake: Fake;
beforeAll(async () => {
	fake = await startFake();
});
afterAll(() => fake[Symbol.asyncDispose]());

const options = () => ({
	region: "us-east-1",
	endpoint: fake.url,
	credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
	program,
	data: train,
	targets: ["nova-lite", "nova-micro"],
	bucket: "bucket",
});
const yes = { maxUsd: 5, acceptUnknownCost: true } as const;
const quiet = { progress: false } as const;
const count = (operation: string) => fake.log.filter((call) => call.operation === operation).length;

describe("the plan", () => {
	test("says calls, rights, what remains and what is known of the cost, and sends nothing", async () => {
		const before = fake.log.length;
		const plan = await advancedPromptOptimization(options()).plan();
		expect(plan.problems).toEqual([]);
		expect(plan.calls.map(({ operation }) => operation)).toEqual([
			"PutObject",
			"CreateAdvancedPromptOptimizationJob",
			"GetAdvancedPromptOptimizationJob",
			"GetObject",
		]);
		expect(plan.costUsd).toBeNull();
		expect(plan.basis.join(" ")).toMatch(/An estimate for amazon.nova-lite-v1:0: about 400 calls, \$0\.00\d+ \(/);
		expect(plan.view().text).toMatch(
			/optimize the instructions of parity for amazon\.nova-lite-v1:0, amazon\.nova-micro/,
		);
		await expect(plan.apply({ maxUsd: 5 })).rejects.toThrow(/acceptUnknownCost/);
		expect(fake.log.length).toBe(before);
	});

	test("refuses what AWS would refuse, each with its next step", async () => {
		const problems = async (changed: object) =>
			(await advancedPromptOptimization({ ...options(), ...changed }).plan()).problems.join(" ");
		expect(await problems({ targets: [] })).toMatch(/1 to 5 targets, found 0/);
		expect(await problems({ targets: ["nova-lite", "amazon.nova-lite-v1:0"] })).toMatch(/targets that differ/);
		expect(await problems({ data: { ...train, length: 101 } })).toMatch(/at most 100 rows, found 101/);
		expect(await problems({ data: { ...train, part: "test" } })).toMatch(/found the test part train/);
		expect(await problems({ bucket: "s3://bucket" })).toMatch(/a bucket like/);
		expect(await problems({ evaluation: { steering: [] } })).toMatch(/1 to 5 sentences/);
		expect(await problems({ evaluation: { label: "a", judge: { model: "nova-lite", prompt: "" } } })).toMatch(
			/a judge of/,
		);
		const two = compose("two", { first: program, second: program }, async (input: { n: number }, step) =>
			step.first(input),
		);
		expect(await problems({ program: two })).toMatch(/one step, found 2 \(first, second\)/);
		const refused = (await advancedPromptOptimization({ ...options(), targets: [] }).plan()).apply(yes);
		await expect(refused).rejects.toMatchObject({ code: "config" });
	});
});

describe("the job, on the wire", () => {
	test("runs to its prompts, a model each; asked for again it is the same job", async () => {
		const job = await (await advancedPromptOptimization(options()).plan()).apply(yes);
		const result = await job.wait(quiet);
		expect(result.results.map(({ target, said }) => [target, said])).toEqual([
			["amazon.nova-lite-v1:0", "COMPLETED"],
			["amazon.nova-micro-v1:0", "COMPLETED"],
		]);
		expect(result.missing).toEqual([]);
		const instructions = result.results[0]?.instructions ?? "";
		expect(instructions).toContain("Say whether the number is even or odd.");
		expect(instructions).toContain("(given: n)");
		expect(program.with({ [result.step]: { instructions, demos: [] } }).parameters.parity?.instructions).toBe(
			instructions,
		);

		const again = await (await advancedPromptOptimization(options()).plan()).apply(yes);
		expect(again.handle.arn).toBe(job.handle.arn);
		expect(count("CreateAdvancedPromptOptimizationJob")).toBe(1);
		const back = advancedPromptOptimization.job(JSON.parse(JSON.stringify(job)), options());
		expect((await back.wait(quiet)).results).toEqual(result.results);
		expect([fake.unexpected(), fake.failures]).toEqual([[], []]);
	});

	test("the input is one line a template: placeholders, samples with one field an object, the reference as JSON", () => {
		const put = fake.log.find(({ operation }) => operation === "PutObject")?.input;
		const lines = (fake.objects.text(put.Bucket, put.Key) ?? "").trimEnd().split("\n");
		expect(lines).toHaveLength(1);
		const record = JSON.parse(lines[0] ?? "");
		expect(record).toMatchObject({ version: "bedrock-2026-05-14", templateId: "parity" });
		expect(record.promptTemplate).toMatch(/^Say whether[\s\S]*\n\nn:\n\{\{n\}\}\n\nAnswer with a JSON object/);
		expect(record.evaluationSamples).toHaveLength(20);
		expect(record.evaluationSamples[1]).toEqual({ inputVariables: [{ n: "1" }], referenceResponse: '{"label":"odd"}' });
	});

	test("each way to evaluate travels under AWS's names", async () => {
		const sent = async (evaluation: Parameters<typeof advancedPromptOptimization>[0]["evaluation"] & object) => {
			await (await advancedPromptOptimization({ ...options(), evaluation }).plan()).apply(yes);
			const put = fake.log.findLast(({ operation }) => operation === "PutObject")?.input;
			return JSON.parse(fake.objects.text(put.Bucket, put.Key) ?? "");
		};
		expect(await sent({ steering: ["Be short."] })).toMatchObject({ steeringCriteria: ["Be short."] });
		const lambda = "arn:aws:lambda:us-east-1:123456789012:function:f";
		expect(await sent({ label: "f1", lambda })).toMatchObject({
			customEvaluationMetricLabel: "f1",
			evaluationMetricLambdaArn: lambda,
		});
		expect(
			await sent({ label: "right", judge: { model: "anthropic.claude-sonnet-4-6", prompt: "Right? {{response}}" } }),
		).toMatchObject({ customLLMJConfig: { customLLMJModelId: "anthropic.claude-sonnet-4-6" } });
	});

	test("a job that fails says why in AWS's words, and another one is made when it is asked for again", async () => {
		const evaluation = { steering: ["Fail."] };
		const apply = async () => (await advancedPromptOptimization({ ...options(), evaluation }).plan()).apply(yes);
		const failed = {
			jobArn: "arn:aws:bedrock:us-east-1:123456789012:advanced-prompt-optimization-job/abcdefghijkl",
			jobName: "a",
			jobStatus: "Failed",
			failureMessage: "Line 1: the template has no samples.",
			inputConfig: { s3Uri: "s3://bucket/a" },
			outputConfig: { s3Uri: "s3://bucket/a/" },
			creationTime: new Date(0),
			modelConfigurations: [{ modelId: "amazon.nova-lite-v1:0" }],
		};
		const job = await apply();
		fake.answer("GetAdvancedPromptOptimizationJob", { output: failed });
		await expect(job.wait(quiet)).rejects.toThrow(/AWS says: Line 1: the template has no samples\./);
		const before = count("CreateAdvancedPromptOptimizationJob");
		await apply();
		expect(count("CreateAdvancedPromptOptimizationJob")).toBe(before + 1);
	});

	test("a refusal leaves nothing in the ledger", async () => {
		fake.answer("CreateAdvancedPromptOptimizationJob", { error: "AccessDeniedException", message: "not allowed" });
		const before = (await resourceLedger().list()).length;
		const plan = await advancedPromptOptimization({ ...options(), evaluation: { steering: ["No."] } }).plan();
		await expect(plan.apply(yes)).rejects.toMatchObject({ code: "model" });
		expect(await resourceLedger().list()).toHaveLength(before);
	});

	test("a handle of something else is refused", () => {
		const handle = { facts: {}, arn: null } as unknown as Parameters<typeof advancedPromptOptimization.job>[0];
		expect(() => advancedPromptOptimization.job(handle)).toThrow(/expected the handle of an advanced prompt/);
	});
});

describe("reading the result", () => {
	// the members of a file that a true job left (AWS's samples, read 2026-11-22), texts shortened
	const line = (result: object) =>
		JSON.stringify({ promptTemplateId: "step", promptTemplate: "…", promptOptimizationResults: [result] });
	const success = {
		status: "SUCCESS",
		optimizedPromptTemplate: "Summarize.\n\nArticle:\n{{document}}",
		dataset: [{ inputVariables: [{ document: "…" }], originalPromptDetails: {} }],
		modelId: "us.anthropic.claude-opus-4-6-v1",
		originalPromptMetrics: { averageInputTokens: 418, averageScore: 0.9722222222222222, averageTtftInSec: 1.5202 },
		optimizedPromptMetrics: { averageInputTokens: 2007, averageScore: 1.0, averageTtftInSec: 1.3632 },
	};

	test("takes template, scores and lengths", () => {
		const { results, missing, view } = readAdvancedPrompts(line(success), "step", [success.modelId]);
		expect(results).toEqual([
			{
				target: "us.anthropic.claude-opus-4-6-v1",
				said: "SUCCESS",
				template: "Summarize.\n\nArticle:\n{{document}}",
				instructions: "Summarize.\n\nArticle:\n(given: document)",
				scoreBefore: 0.9722222222222222,
				scoreAfter: 1,
				inputTokensBefore: 418,
				inputTokensAfter: 2007,
			},
		]);
		expect(missing).toEqual([]);
		expect(view().text).toContain("0.972");
		expect(view().text).toContain("rows that they have not seen");
	});

	test("what failed, what cannot be read and what is missing are said", () => {
		const failed = { modelId: "a", status: "FAILED", failureReason: "no access" };
		const text = `${line(failed)}\nnot JSON\n\n{}\n`;
		const { results, missing, view } = readAdvancedPrompts(text, "step", ["a", "b"]);
		expect(results).toMatchObject([{ target: "a", template: null, scoreAfter: null, failure: "no access" }]);
		expect(missing).toEqual([
			"line 2 of the result is not as expected",
			"line 4 of the result is not as expected",
			"no result for b",
		]);
		expect(view().text).toContain("no access !");
		expect(readAdvancedPrompts("", "step", []).results).toEqual([]);
	});
});
