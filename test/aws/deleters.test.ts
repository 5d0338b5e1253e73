import {
	BedrockClient,
	CreateGuardrailCommand,
	CreateModelInvocationJobCommand,
	GetModelInvocationJobCommand,
} from "@aws-sdk/client-bedrock";
import { expect, test } from "vitest";
import { bedrockCalls } from "../../src/aws/bedrock-resources.ts";
import { cleanup, deletionOrder } from "../../src/aws/cleanup.ts";
import { clientSettings } from "../../src/aws/connection.ts";
import { type Resource, resourceLedger } from "../../src/aws/resources.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { startFake } from "./fake/index.ts";
import { someResource } from "./handle.ts";

temporaryHome();

/** Hours pass as fast as they are asked for. */
function quickClock() {
	let ms = 0;
	return {
		now: () => ms,
		sleep: async (forMs: number) => {
			ms += forMs;
		},
	};
}

async function account() {
	const fake = await startFake({ pollsPerState: 2 });
	const options = {
		endpoint: fake.url,
		region: "us-east-1",
		credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "made-up" },
	};
	const client = new BedrockClient(clientSettings(options));
	const startBatch = async (jobName: string): Promise<string> => {
		const job = new CreateModelInvocationJobCommand({
			jobName,
			clientRequestToken: jobName,
			modelId: "amazon.nova-micro-v1:0",
			roleArn: "arn:aws:iam::123456789012:role/batch",
			inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://mine/input.jsonl" } },
			outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://mine/output/" } },
		});
		return (await client.send(job)).jobArn ?? "";
	};
	const makeGuardrail = async (name: string): Promise<string> => {
		const texts = { blockedInputMessaging: "no", blockedOutputsMessaging: "no" };
		const words = { wordPolicyConfig: { wordsConfig: [{ text: "forbidden" }] } };
		return (await client.send(new CreateGuardrailCommand({ name, ...texts, ...words }))).guardrailArn ?? "";
	};
	const ledger = resourceLedger();
	const of = (arn: string) => arn.split(":")[4] ?? "";
	const record = async (kind: string, id: string, arn: string, known = true) => {
		const resource: Resource = someResource({ kind, id, account: of(arn), hourlyUsd: 0, ...(known ? { arn } : {}) });
		await ledger.record(resource);
	};
	return { fake, options, client, startBatch, makeGuardrail, record, ledger };
}

test("stops jobs and deletes guardrails over the wire, also those of which only the name is known", async () => {
	const { fake, options, client, startBatch, makeGuardrail, record, ledger } = await account();
	await using _ = fake;
	const running = await startBatch("touchstone-running");
	await record("model-invocation-job", "touchstone-running", running);
	await record("model-invocation-job", "touchstone-nameless", await startBatch("touchstone-nameless"), false);
	await record("guardrail", "touchstone-guard", await makeGuardrail("touchstone-guard"));
	await record("model-invocation-job", "touchstone-never", running, false); // its create call never arrived
	expect(fake.billable()).toHaveLength(2);

	const dry = await cleanup({ ...options, dryRun: true });
	expect(dry.rows.every(({ outcome }) => outcome === "would delete")).toBe(true);
	expect(fake.billable()).toHaveLength(2);

	const report = await cleanup({ ...options, clock: quickClock() });
	expect(report.rows.map(({ resource, outcome }) => `${resource.id}: ${outcome}`)).toEqual([
		"touchstone-running: deleted",
		"touchstone-nameless: deleted",
		"touchstone-never: already gone",
		"touchstone-guard: deleted",
	]);
	expect(fake.billable()).toEqual([]);
	expect((await client.send(new GetModelInvocationJobCommand({ jobIdentifier: running }))).status).toBe("Stopped");
	expect(await ledger.list()).toEqual([]);
	// the deleted guardrail is asked for once more, to see that it is gone
	expect(fake.unexpected().map(({ operation, error }) => `${operation} ${error?.split(":")[0]}`)).toEqual([
		"GetGuardrail ResourceNotFoundException",
	]);
	expect(fake.failures).toEqual([]);
});

test("with the keys of another account nothing is touched", async () => {
	const { fake, options, startBatch, ledger } = await account();
	await using _ = fake;
	const arn = await startBatch("touchstone-theirs");
	await ledger.record(
		someResource({ kind: "model-invocation-job", id: "touchstone-theirs", account: "999900001111", arn }),
	);
	const report = await cleanup(options);
	expect(report.rows).toMatchObject([
		{ outcome: "left", why: expect.stringContaining("belongs to account 999900001111") },
	]);
	expect(fake.billable()).toHaveLength(1);
	expect(fake.log.map(({ operation }) => operation)).toEqual(["CreateModelInvocationJob", "GetCallerIdentity"]);
});

test("without STS nobody knows whose credentials these are, and nothing is struck out on a guess", async () => {
	const { fake, options, record, ledger } = await account();
	await using _ = fake;
	fake.answer("GetCallerIdentity", { error: "AccessDenied", status: 403 });
	await record("guardrail", "gone", "arn:aws:bedrock:us-east-1:123456789012:guardrail/gone12345678");
	const report = await cleanup(options);
	expect(report.rows).toMatchObject([{ outcome: "left", why: expect.stringContaining("could not be checked") }]);
	expect(await ledger.list()).toHaveLength(1);
});

test("every kind that can be deleted has its place in the order", () => {
	for (const kind of Object.keys(bedrockCalls)) expect(deletionOrder).toContain(kind);
});
