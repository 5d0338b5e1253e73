import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { batch } from "../../src/aws/batch.ts";
import type { BatchOptions } from "../../src/aws/batch-options.ts";
import { storageSettings } from "../../src/aws/connection.ts";
import { jobFiles } from "../../src/aws/job-store.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { AbortedError, ConfigError, ModelError } from "../../src/core/errors.ts";
import { type EvaluateOptions, evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import type { Middleware } from "../../src/model/model.ts";
import { batchStage } from "./batch-stage.ts";
import { engine, numbers, program } from "./batch-task.ts";
import { keys } from "./bedrock-model.ts";

const stage = batchStage();
const { calls, model, quiet } = stage;

describe("a batch that is run again", () => {
	it("killed between saving the handle and the answer of the create call: the same token, one job", async () => {
		const on = model();
		const run = () => evaluate(program.using(on), numbers(100, 10_000), [exact("parity")], quiet({ engine: engine() }));
		stage.fake.answer("CreateModelInvocationJob", { cut: true });
		await expect(run()).rejects.toThrow("CreateModelInvocationJob");
		const [handle] = await jobFiles().list();
		expect(handle?.arn).toBeNull();
		stage.fake.answer("CreateModelInvocationJob", { usual: true });
		const report = await run();
		expect(report.summary.exact?.value).toBe(1);
		const tokens = calls("CreateModelInvocationJob").map((call) => call.input.clientRequestToken);
		expect(new Set(tokens)).toEqual(new Set([handle?.clientRequestToken]));
		expect(report.spent.calls).toBe(100);
	});

	it("stopped while waiting: says how to come back and that it bills; then exactly one create, and no cost twice", async () => {
		const on = model();
		const stop = new AbortController();
		const run = (more: EvaluateOptions = {}) =>
			evaluate(program.using(on), numbers(100, 20_000), [exact("parity")], quiet({ engine: engine(), ...more }));
		stage.fake.answer("GetModelInvocationJob", () => {
			stop.abort();
			return { usual: true };
		});
		const stopped = await run({ signal: stop.signal }).catch((error: unknown) => error);
		expect(stopped).toBeInstanceOf(AbortedError);
		expect(String(stopped)).toMatch(
			/goes on at AWS and is billed.*run the cell again.*aws\.batch\.job\(handle\).*job\.stop\(\)/s,
		);
		expect(stage.fake.billable()).toHaveLength(1);
		expect(await resourceLedger().list()).toHaveLength(1);

		stage.fake.answer("GetModelInvocationJob", { usual: true });
		const report = await run();
		expect(report.summary.exact?.value).toBe(1);
		expect(calls("CreateModelInvocationJob")).toHaveLength(1);
		expect(calls("PutObject")).toHaveLength(1);
		expect(report.run.engine?.found).toBe(true);
		expect(report.usage.calls).toBe(100);
		expect(report.spent.calls).toBe(0);
	});

	it("a job is come back to by its saved handle, from anywhere", async () => {
		const plan = await engine().plan(program.using(model()), numbers(100, 25_000), { cache: false });
		const job = await plan.apply({ maxUsd: 1 });
		const saved = JSON.parse(JSON.stringify(job));
		expect(saved).toEqual(job.handle);
		const again = batch.job(saved, {
			endpoint: stage.fake.url,
			credentials: { accessKeyId: "AKIAFAKE", secretAccessKey: "fake" },
		});
		expect((await again.status()).said).toBe("Submitted");
		await again.stop();
		await expect(job.wait({ progress: false })).rejects.toThrow("stopped before its end (Stopped)");
		expect(() => batch.job({ ...saved, facts: {} })).toThrow(ConfigError);
	});

	it("with the answers kept, no job is looked at; with some kept, only the others are asked", async () => {
		const on = model();
		const kept = cache({ folder: null });
		const run = (n: number) =>
			evaluate(program.using(on), numbers(n, 30_000), [exact("parity")], quiet({ engine: engine(), cache: kept }));
		await run(100);
		const before = stage.fake.log.length;
		expect((await run(100)).summary.exact?.value).toBe(1);
		expect(stage.fake.log.length).toBe(before);
		const more = await run(210);
		expect(more.summary.exact?.value).toBe(1);
		expect(more.run.engine?.records).toBe(110);
		expect(more.spent.calls).toBe(110);
	});

	it("a job that was created while some answers were kept does not stand in for them when they are gone", async () => {
		const on = model();
		const kept = cache({ folder: null });
		const run = (layer: Middleware | false, n = 200) =>
			evaluate(program.using(on), numbers(n, 33_000), [exact("parity")], quiet({ engine: engine(), cache: layer }));
		await run(kept, 100);
		const partly = await run(kept);
		expect(partly.run.engine?.records).toBe(100);
		const anew = await run(false); // the kept answers are gone
		expect(anew.summary.exact?.value).toBe(1);
		expect(anew.run.engine).toMatchObject({ records: 200, failed: 0 });
		expect(calls("CreateModelInvocationJob")).toHaveLength(3);
		const files = calls("PutObject").map((call) => call.input.Key);
		expect(new Set(files).size).toBe(3);
		// both stay known: the whole one is come back to
		expect((await run(false)).run.engine?.found).toBe(true);
		expect(calls("CreateModelInvocationJob")).toHaveLength(3);
	});

	it("whose create call is sent again holds what it held at first, though more answers are kept by then", async () => {
		const on = model();
		const kept = cache({ folder: null });
		const run = (layer: Middleware | false, more: Partial<BatchOptions> = {}) =>
			evaluate(
				program.using(on),
				numbers(150, 36_000),
				[exact("parity")],
				quiet({ engine: engine(more), cache: layer }),
			);
		stage.fake.answer("CreateModelInvocationJob", { cut: true });
		await expect(run(kept)).rejects.toThrow("CreateModelInvocationJob");
		stage.fake.answer("CreateModelInvocationJob", { usual: true });
		await evaluate(program.using(on), numbers(40, 36_000), [], quiet({ cache: kept })); // live, meanwhile
		await run(kept, { minimumRecords: 100 });
		const puts = calls("PutObject");
		const lines = puts.map((put) => stage.fake.objects.text("my-bucket", put.input.Key)?.trimEnd().split("\n").length);
		expect(lines).toEqual([150, 150]);
		expect(new Set(puts.map((put) => put.input.Key)).size).toBe(1);
		expect((await run(false)).run.engine).toMatchObject({ found: true, failed: 0 });
	});

	it("is made anew where that is wanted", async () => {
		const on = model();
		const run = (again: boolean) =>
			evaluate(program.using(on), numbers(100, 39_000), [], quiet({ engine: engine({ again }) }));
		await run(false);
		await run(true);
		expect(calls("CreateModelInvocationJob")).toHaveLength(2);
	});

	it("a job whose answers were deleted from S3: where they were looked for, and how to ask anew", async () => {
		const on = model();
		const plan = await engine().plan(program.using(on), numbers(100, 39_500), { cache: false });
		const job = await plan.apply({ maxUsd: 1 });
		await job.wait({ progress: false });
		const s3 = new S3Client(storageSettings({ region: "us-east-1", endpoint: stage.fake.url, credentials: keys }));
		for (const Key of stage.fake.objects.keys("my-bucket", String(job.handle.facts.output))) {
			await s3.send(new DeleteObjectCommand({ Bucket: "my-bucket", Key }));
		}
		s3.destroy();
		const run = evaluate(program.using(on), numbers(100, 39_500), [], quiet({ engine: engine() }));
		await expect(run).rejects.toThrow(/expected files that end in \.jsonl\.out below s3:.*again: true/);
	});

	it("a job that fails validation: AWS's words as they are; run again, it is made anew", async () => {
		const on = model();
		const small = engine({ minimumRecords: 10 }); // the account of the fake asks for 100
		const run = () => evaluate(program.using(on), numbers(50, 40_000), [], quiet({ engine: small }));
		const words = /AWS says: Batch job arn:\S+ contains less records \(50\) than the required minimum of: 100$/;
		await expect(run()).rejects.toThrow(words);
		await expect(run()).rejects.toThrow(ModelError);
		const tokens = calls("CreateModelInvocationJob").map((call) => call.input.clientRequestToken);
		expect(new Set(tokens).size).toBe(2);
		expect(await resourceLedger().list()).toEqual([]);
	});
});
