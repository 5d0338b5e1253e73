import {
	CreateModelInvocationJobCommand,
	GetModelInvocationJobCommand,
	ListModelInvocationJobsCommand,
	StopModelInvocationJobCommand,
} from "@aws-sdk/client-bedrock";
import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadBucketCommand,
	HeadObjectCommand,
	PutObjectCommand,
	paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clients, clientsOf } from "./clients.ts";
import { type Fake, startFake } from "./index.ts";

let fake: Fake;
let clients: Clients;

beforeEach(async () => {
	fake = await startFake({ minimumRecords: 3, buckets: ["data"] });
	clients = clientsOf(fake);
});
afterEach(async () => {
	clients.destroy();
	await fake[Symbol.asyncDispose]();
	expect(fake.failures).toEqual([]);
});

const nova = "amazon.nova-micro-v1:0";

describe("S3", () => {
	it("keeps, lists in pages, and deletes objects", async () => {
		const { s3 } = clients;
		for (const Key of ["in/a b.jsonl", "in/ü.txt", "other"])
			await s3.send(new PutObjectCommand({ Bucket: "data", Key, Body: `body of ${Key}`, Metadata: { run: "1" } }));
		const got = await s3.send(new GetObjectCommand({ Bucket: "data", Key: "in/ü.txt" }));
		expect(await got.Body?.transformToString()).toBe("body of in/ü.txt");
		expect(got.Metadata).toEqual({ run: "1" });
		expect((await s3.send(new HeadObjectCommand({ Bucket: "data", Key: "other" }))).ContentLength).toBe(13);
		const keys: unknown[] = [];
		for await (const page of paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: "data", Prefix: "in/" }))
			keys.push(...(page.Contents ?? []).map((object) => object.Key));
		expect(keys).toEqual(["in/a b.jsonl", "in/ü.txt"]);
		await s3.send(new DeleteObjectCommand({ Bucket: "data", Key: "other" }));
		await expect(s3.send(new GetObjectCommand({ Bucket: "data", Key: "other" }))).rejects.toMatchObject({
			name: "NoSuchKey",
		});
		await expect(s3.send(new HeadBucketCommand({ Bucket: "nowhere" }))).rejects.toMatchObject({
			$metadata: { httpStatusCode: 404 },
		});
		expect(fake.objects.keys("data")).toEqual(["in/a b.jsonl", "in/ü.txt"]);
	});

	it("refuses to write over an object when asked not to", async () => {
		const put = new PutObjectCommand({ Bucket: "data", Key: "a", Body: "1", IfNoneMatch: "*" });
		await clients.s3.send(put);
		await expect(clients.s3.send(put)).rejects.toMatchObject({ name: "PreconditionFailed" });
	});
});

describe("batch inference", () => {
	const record = (recordId: string, text: string, more: object = {}) =>
		JSON.stringify({ recordId, modelInput: { messages: [{ role: "user", content: [{ text }] }], ...more } });
	const create = {
		jobName: "run-1",
		roleArn: "arn:aws:iam::123456789012:role/batch",
		modelId: nova,
		modelInvocationType: "Converse" as const,
		clientRequestToken: "token1",
		inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://data/in/run.jsonl" } },
		outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://data/out/" } },
	};
	const start = async (lines: readonly string[], change: object = {}) => {
		fake.objects.put("data", "in/run.jsonl", lines.join("\n"));
		return (await clients.bedrock.send(new CreateModelInvocationJobCommand({ ...create, ...change }))).jobArn ?? "";
	};
	const look = (jobIdentifier: string) => clients.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
	const end = async (arn: string) => {
		for (;;) {
			const job = await look(arn);
			if (/Completed|Failed|Stopped/.test(job.status ?? "")) return job;
		}
	};

	it("goes through its states and writes answers, errors and a manifest, out of order", async () => {
		fake.answer("Converse", (input) => {
			const text = input.messages[0].content[0].text;
			if (text === "bad") return { error: "ModelErrorException", message: "no", status: 424 };
			return { output: { output: { message: { role: "assistant", content: [{ text: `${text}!` }] } } } };
		});
		const tools = { toolConfig: { tools: [{ toolSpec: { name: "a", inputSchema: { json: { type: "object" } } } }] } };
		const arn = await start([
			record("r1", "one"),
			record("r2", "two"),
			record("r3", "bad"),
			record("r4", "four", tools),
			record("r5", "five", { modelId: nova }),
			record("r6", "six", { inferenceConfig: { maxTokens: 0 } }),
			record("r7", " "),
		]);
		expect(fake.billable()).toEqual([{ kind: "model-invocation-job", name: arn }]);
		const states: unknown[] = [];
		for (let polls = 0; polls < 4; polls++) states.push((await look(arn)).status);
		expect(states).toEqual(["Submitted", "Validating", "InProgress", "Completed"]);
		expect(await look(arn)).toMatchObject({ totalRecordCount: 7, successRecordCount: 2, errorRecordCount: 5 });
		expect(fake.billable()).toEqual([]);
		const folder = `out/${arn.split("/").at(-1)}/`;
		expect(fake.objects.keys("data", "out/")).toEqual([`${folder}manifest.json.out`, `${folder}run.jsonl.out`]);
		const lines = (fake.objects.text("data", `${folder}run.jsonl.out`) ?? "")
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		const ids = lines.map((line) => line.recordId);
		expect(ids).not.toEqual([...ids].sort());
		const byId = new Map(lines.map((line) => [line.recordId, line]));
		expect(byId.get("r2").modelOutput.output.message.content).toEqual([{ text: "two!" }]);
		expect(byId.get("r3")).toMatchObject({ error: { errorCode: 424, errorMessage: "no" } });
		expect(byId.get("r4").error.errorMessage).toContain("toolConfig");
		expect(byId.get("r5").error.errorMessage).toContain("Extra inputs are not permitted");
		expect(byId.get("r6").error.errorMessage).toContain("greater than or equal to 1");
		expect(byId.get("r7").error.errorMessage).toContain("blank");
		expect(JSON.parse(fake.objects.text("data", `${folder}manifest.json.out`) ?? "")).toMatchObject({
			totalRecordCount: 7,
			errorRecordCount: 5,
			inputTokenCount: 20,
		});
	});

	it.each([
		["too few records", [record("r1", "a")], "less records (1) than the required minimum of: 3"],
		["a record twice", [record("r1", "a"), record("r1", "b"), record("r2", "c")], "duplicate recordId"],
		["a line that is no record", [record("r1", "a"), "{", record("r2", "b")], "line 2 is not a JSON object"],
	])("fails a job for %s", async (_, lines, sentence) => {
		const job = await end(await start(lines));
		expect([job.status, job.message]).toEqual(["Failed", expect.stringContaining(sentence)]);
	});

	it("fails a job whose input is not there", async () => {
		const arn = await start([], { inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://data/in/other.jsonl" } } });
		expect((await end(arn)).message).toContain("could not be read");
	});

	it("makes one job of one token, and refuses the token for another", async () => {
		const lines = ["r1", "r2", "r3"].map((id) => record(id, id));
		const arn = await start(lines);
		expect(await start(lines)).toBe(arn);
		expect(await start(lines, { clientRequestToken: "token2" })).not.toBe(arn);
		await expect(start(lines, { jobName: "run-2" })).rejects.toMatchObject({ name: "ConflictException" });
		const { invocationJobSummaries } = await clients.bedrock.send(
			new ListModelInvocationJobsCommand({ nameContains: "run" }),
		);
		expect(invocationJobSummaries).toHaveLength(2);
	});

	it("stops a job once", async () => {
		const arn = await start([]);
		await clients.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
		expect((await look(arn)).status).toBe("Stopping");
		expect((await look(arn)).status).toBe("Stopped");
		await expect(clients.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }))).rejects.toMatchObject(
			{
				name: "ConflictException",
			},
		);
		await expect(look(arn.replace(/.$/, "x"))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
	});

	it("checks the request by the service model and the model's profile", async () => {
		await expect(start([], { roleArn: "batch" })).rejects.toThrow("roleArn");
		await expect(start([], { timeoutDurationInHours: 2 })).rejects.toThrow("greater than or equal to 24");
		await expect(start([], { modelId: "meta.llama3-3-70b-instruct-v1:0" })).rejects.toThrow("isn’t supported");
	});
});
