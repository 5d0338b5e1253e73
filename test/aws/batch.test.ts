import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { batch } from "../../src/aws/batch.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { BudgetError, ConfigError } from "../../src/core/errors.ts";
import { collect } from "../../src/evaluate/engine.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { type PriceFile, priceFilePath } from "../../src/model/price-file.ts";
import { scripted } from "../../src/model/scripted.ts";
import { wrap } from "../../src/model/wrap.ts";
import { compose } from "../../src/program/compose.ts";
import { reason } from "../../src/program/reason.ts";
import { batchStage } from "./batch-stage.ts";
import { asked, engine, numbers, parity, program, right, role } from "./batch-task.ts";
import { answered, onFake } from "./bedrock-model.ts";

const stage = batchStage();
const { calls, model, quiet } = stage;

describe("a batch", () => {
	it("answers every row from one job, though the answers come in another order; at half the price", async () => {
		const data = numbers(120);
		const report = await evaluate(program.using(model()), data, [exact("parity")], quiet({ engine: engine() }));
		expect(report.summary.exact?.value).toBe(1);
		expect(report.rows.map((row) => row.output)).toEqual(data.examples.map((example) => example.expected));
		expect(calls("CreateModelInvocationJob")).toHaveLength(1);
		expect(calls("Converse")).toEqual([]);
		const [{ input } = { input: {} }] = calls("CreateModelInvocationJob");
		expect(input).toMatchObject({
			modelId: "amazon.nova-lite-v1:0",
			modelInvocationType: "Converse",
			roleArn: role,
			inputDataConfig: { s3InputDataConfig: { s3InputFormat: "JSONL" } },
		});
		expect(report.run.engine).toEqual({
			name: "aws.batch",
			job: expect.stringMatching(/^arn:aws:bedrock:us-east-1:\d{12}:model-invocation-job\//),
			records: 120,
			failed: 0,
		});
		// 12 tokens in, 5 out, at half of $0.06 and $0.24 a million
		expect(report.usage.costUsd).toBeCloseTo((120 * (12 * 0.03 + 5 * 0.12)) / 1e6, 15);
		expect(report.spent).toEqual(report.usage);
		expect(await resourceLedger().list()).toEqual([]);
	});

	it("writes records without tools: a model that a tool holds to its schema live is asked in words", async () => {
		await evaluate(program.using(model()), numbers(100, 1000), [], quiet({ engine: engine() }));
		const [put] = calls("PutObject");
		const lines = stage.fake.objects.text("my-bucket", put?.input.Key)?.trimEnd().split("\n") ?? [];
		expect(lines).toHaveLength(100);
		const first = JSON.parse(lines[0] ?? "");
		expect(first.recordId).toMatch(/^[0-9A-Z]{11}$/);
		expect(Object.keys(first.modelInput).sort()).toEqual(["inferenceConfig", "messages", "system"]);
		expect(first.modelInput.system[0].text).toContain("JSON Schema");
	});

	it("keeps the native format of a model that has it", async () => {
		const claude = model("us.claude-haiku-4.5");
		await evaluate(program.using(claude), numbers(100, 2000), [], quiet({ engine: engine() }));
		const [put] = calls("PutObject");
		const [line = ""] = stage.fake.objects.text("my-bucket", put?.input.Key)?.split("\n") ?? [];
		expect(JSON.parse(line).modelInput.outputConfig.textFormat.type).toBe("json_schema");
	});

	it("gives a failed record's row its error, in the service's words; the rest are scored", async () => {
		stage.fake.answer("Converse", (input) =>
			asked(input) === 3007 ? { error: "ValidationException", message: "this one is too odd" } : right(input),
		);
		const report = await evaluate(
			program.using(model()),
			numbers(100, 3000),
			[exact("parity")],
			quiet({ engine: engine() }),
		);
		expect(report.rows[7]).toMatchObject({ output: null, error: { code: "model" }, scores: { exact: { value: 0 } } });
		expect(report.rows[7]?.error?.message).toContain("this one is too odd");
		expect(report.rows[7]?.error?.message).toContain("retryFailedLive: true");
		expect(report.summary.exact?.value).toBeCloseTo(0.99, 12);
		expect(report.run.engine?.failed).toBe(1);
		expect(calls("Converse")).toEqual([]);
	});

	it("asks a failed record once live, where that is wanted", async () => {
		let failed = false;
		stage.fake.answer("Converse", (input) => {
			if (asked(input) !== 4007 || failed) return right(input);
			failed = true;
			return { error: "ModelErrorException", message: "once" };
		});
		const report = await evaluate(
			program.using(model()),
			numbers(100, 4000),
			[exact("parity")],
			quiet({ engine: engine({ retryFailedLive: true }) }),
		);
		expect(report.summary.exact?.value).toBe(1);
		expect(calls("Converse")).toHaveLength(1);
	});

	it("gives the row of a missing record an error", async () => {
		const lost = engine();
		const on = model();
		const plan = await lost.plan(program.using(on), numbers(100, 5000), { cache: false });
		const job = await plan.apply({ maxUsd: 1 });
		await job.wait({ progress: false });
		const [key = ""] = stage.fake.objects
			.keys("my-bucket", String(job.handle.facts.output))
			.filter((k) => k.endsWith(".jsonl.out"));
		const lines = stage.fake.objects.text("my-bucket", key)?.split("\n") ?? [];
		stage.fake.objects.put("my-bucket", key, lines.filter((line) => !line.includes("5042")).join("\n"));
		const report = await evaluate(program.using(on), numbers(100, 5000), [exact("parity")], quiet({ engine: lost }));
		expect(report.rows[42]?.error?.message).toContain("it is missing from the job's output");
		expect(report.summary.exact?.value).toBeCloseTo(0.99, 12);
		expect(calls("CreateModelInvocationJob")).toHaveLength(1);
	});

	it("repairs live what does not fit, and counts it as ever", async () => {
		stage.fake.answer("Converse", (input) =>
			asked(input) === 6003 && input.messages.length === 1 ? answered([{ text: "who knows" }]) : right(input),
		);
		const report = await evaluate(
			program.using(model()),
			numbers(100, 6000),
			[exact("parity")],
			quiet({ engine: engine() }),
		);
		expect(report.summary.exact?.value).toBe(1);
		expect(report.rows[3]?.repairs).toBe(1);
		expect(report.formatCorrectness.value).toBeCloseTo(0.99, 12);
		expect(calls("Converse").map((call) => call.input.messages.length)).toEqual([3]);
	});
});

describe("a batch is refused, and nothing is sent", () => {
	const refused = async (run: Promise<unknown>, kind: new (...given: never[]) => Error, words: string) => {
		const error = await run.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(kind);
		expect(String(error)).toContain(words);
		expect(stage.fake.log.length).toBe(stage.since);
	};

	it("below the least number of records: the live way is offered, and the lower quota", async () => {
		const few = engine().plan(program.using(model()), numbers(99, 50_000), { cache: false });
		expect((await few).problems[0]).toMatch(
			/at least 100 records .*unverified.* these are 99 records\. Run it live: leave engine out/,
		);
		const run = evaluate(program.using(model()), numbers(99, 50_000), [], quiet({ engine: engine() }));
		await refused(run, ConfigError, "Run it live: leave engine out");
	});

	it("above the most records, and the most bytes: in parts, or by a higher quota", async () => {
		const many = await engine({ maximumRecords: 119 }).plan(program.using(model()), numbers(120, 51_000), {
			cache: false,
		});
		expect(many.problems).toEqual([
			"A batch job takes at most 119 records (a quota of the account; the number is unverified), and these are 120 records. Evaluate the data in parts. Or pass maximumRecords, if your quota is another (Service Quotas console).",
		]);
		const large = await engine({ maximumBytes: 20_000 }).plan(program.using(model()), numbers(120, 51_000), {
			cache: false,
		});
		expect(large.problems[0]).toMatch(/a file of at most 20.?000 bytes .*unverified.*maximumBytes/);
		await refused(large.apply({ maxUsd: 1 }), ConfigError, "maximumBytes");
	});

	it("for programs of several calls", async () => {
		const steps = compose("steps", { first: program, second: program }, async (input: { number: number }, step) => {
			await step.first(input);
			return step.second(input);
		});
		const run = evaluate(steps.using(model()), numbers(100), [], quiet({ engine: engine() }));
		await refused(run, ConfigError, "aws.batch: expected a program of one call a row");
	});

	it("for a model that is not Bedrock's, or has a layer that changes its answers", async () => {
		const other = evaluate(program.using(scripted([])), numbers(100), [], quiet({ engine: engine() }));
		await refused(other, ConfigError, "expected a program on a model of aws.bedrock, found scripted");
		const layer = Object.assign((next: Parameters<ReturnType<typeof cache>>[0]) => next, { changes: "guard" });
		const guarded = evaluate(program.using(wrap(model(), layer)), numbers(100), [], quiet({ engine: engine() }));
		await refused(guarded, ConfigError, "without a layer that changes its answers");
		// one that changes nothing may stand there
		const plain = Object.assign((next: Parameters<ReturnType<typeof cache>>[0]) => next, {});
		const plan = await engine().plan(program.using(wrap(model(), plain)), numbers(100), { cache: false });
		expect(plan.problems).toEqual([]);
	});

	it("when it may cost more than maxUsd, or nobody knows", async () => {
		const dear = evaluate(program.using(model()), numbers(100), [], quiet({ engine: engine({ maxUsd: 0.0001 }) }));
		await refused(dear, BudgetError, "Nothing was sent");
		const unknown = onFake(stage.fake, "nova-lite", { price: null });
		const run = evaluate(program.using(unknown), numbers(100), [], quiet({ engine: engine() }));
		await refused(run, ConfigError, "found a price that is unknown");
	});

	it("for options that AWS would refuse", () => {
		const options = { bucket: "my-bucket", role, maxUsd: 1 };
		expect(() => batch({ ...options, bucket: "s3://My" })).toThrow("expected bucket to be a name");
		expect(() => batch({ ...options, role: "batch" })).toThrow("expected role to be the ARN of a role");
		expect(() => batch({ ...options, maxUsd: Number.NaN })).toThrow("expected maxUsd");
		expect(() => batch({ ...options, prefix: "/a b" })).toThrow("expected prefix");
		expect(() => batch({ ...options, timeoutHours: 1 })).toThrow("from 24 to 168");
		expect(() => batch({ ...options, minimumRecords: 0 })).toThrow("minimumRecords");
		expect(() => batch({ ...options, maximumBytes: 0.5 })).toThrow("maximumBytes");
	});
});

describe("the plan of a batch", () => {
	it("shows files, calls, rights, tokens and cost before anything is sent", async () => {
		const plan = await engine({ timeoutHours: 48 }).plan(reason(parity).using(model()), numbers(150), { cache: false });
		expect(stage.fake.log.length).toBe(stage.since);
		expect(plan.calls.map((call) => call.operation)).toEqual([
			"PutObject",
			"CreateModelInvocationJob",
			"GetModelInvocationJob",
			"ListObjectsV2",
			"GetObject",
		]);
		expect(plan.calls[0]?.input).toMatchObject({
			Bucket: "my-bucket",
			Key: expect.stringMatching(/^touchstone\/[0-9a-f]{16}\/records\.jsonl$/),
		});
		expect(plan.calls[1]?.input).toMatchObject({ timeoutDurationInHours: 48 });
		const { input = 0, output = 0 } = plan.tokens ?? {};
		expect(output).toBe(150 * 560); // 512 a text, 16 a label, 32 in all
		expect(plan.costUsd).toBeCloseTo((input * 0.03 + output * 0.12) / 1e6, 12);
		const text = plan.view().text;
		for (const words of [
			"answer 150 requests on amazon.nova-lite-v1:0 in us-east-1 as one batch job",
			"iam:PassRole",
			"arn:aws:s3:::my-bucket/touchstone/*",
			"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
			"half of the price on demand, an estimate",
			"asked in words",
			"stay until you delete them",
		]) {
			expect(text).toContain(words);
		}
	});

	it("counts the listed price of a batch where it was refreshed, and says that it is an estimate", async () => {
		const row = { names: ["amazon.nova-lite-v1:0", "nova-lite"], scopes: ["region" as const], region: "us-east-1" };
		const rates = { input: 0.06, output: 0.24, batchInput: 0.02, batchOutput: 0.11 };
		const file: PriceFile = { version: 1, source: "AWS price list", date: "2026-12-01", rows: [{ ...row, ...rates }] };
		await mkdir(dirname(priceFilePath()), { recursive: true });
		await writeFile(priceFilePath(), JSON.stringify(file));
		const plan = await engine().plan(program.using(model()), numbers(150, 61_000), { cache: false });
		const { input = 0, output = 0 } = plan.tokens ?? {};
		expect(plan.costUsd).toBeCloseTo((input * 0.02 + output * 0.11) / 1e6, 12);
		expect(plan.basis[0]).toBe(
			"Price of amazon.nova-lite-v1:0: $0.02 in, $0.11 out a million tokens (an estimate); AWS price list, batch, 2026-12-01.",
		);
	});

	it("counts all that a model may write which takes no limit", async () => {
		const thinking = onFake(stage.fake, "nova-2-lite", { reasoning: { effort: "high" } });
		const plan = await engine().plan(program.using(thinking), numbers(100, 63_000), { cache: false });
		expect(plan.tokens?.output).toBe(100 * 64_000);
	});

	it("stands in the evaluation's own; with every answer kept there is no job to make", async () => {
		const on = program.using(model());
		const kept = cache({ folder: null });
		const plan = () => evaluate.plan(on, numbers(100, 62_000), [], { cache: kept, engine: engine() });
		const before = await plan();
		expect(before).toMatchObject({ cachedRows: 0, calls: 100 });
		expect(before.view().text).toMatch(/what aws\.batch takes is below\.[\s\S]*Plan: answer 100 requests on amazon/);
		await evaluate(on, numbers(100, 62_000), [], quiet({ cache: kept, engine: engine() }));
		const after = await plan();
		expect(after).toMatchObject({ cachedRows: 100, calls: 0 });
		expect(after.view().text).toContain("Every answer is kept already: no job is needed.");
	});

	it("is shown before the job is created", async () => {
		const shown: string[] = [];
		const asked = await collect(engine(), program.using(model()), numbers(100, 60_000), { cache: false });
		await engine().answer(asked, {
			show: async (plan) => {
				expect(stage.fake.log.length).toBe(stage.since);
				shown.push(plan.view().text);
			},
		});
		expect(shown).toHaveLength(1);
		expect(calls("CreateModelInvocationJob")).toHaveLength(1);
	});

	it("prints the role's trust and rights", () => {
		const { trust, permissions } = batch.role({
			bucket: "my-bucket",
			role,
			maxUsd: 1,
			region: "eu-west-1",
			prefix: "",
		});
		expect(JSON.stringify(trust)).toContain("arn:aws:bedrock:eu-west-1:111122223333:model-invocation-job/*");
		expect(permissions.Statement[0]).toMatchObject({ Resource: ["arn:aws:s3:::my-bucket/*"] });
	});
});
