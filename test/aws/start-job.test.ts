import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { expect, test } from "vitest";
import { makeJob } from "../../src/aws/job.ts";
import type { JobState } from "../../src/aws/job-state.ts";
import { jobFiles } from "../../src/aws/job-store.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { type StartSpec, startJob } from "../../src/aws/start-job.ts";
import { ModelError } from "../../src/core/errors.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";

temporaryHome();

/** A service that creates a job once per client request token, as AWS does. */
function service(state: JobState = "running") {
	const arns = new Map<string, string>();
	const tokens: string[] = [];
	const fake = { state, tokens, arns, answers: true, refuses: false };
	const start = (facts: Partial<StartSpec<string>> = {}) =>
		startJob<string>({
			service: "bedrock",
			kind: "model-invocation-job",
			region: "us-east-1",
			account: "111122223333",
			runId: "run-1",
			request: { model: "amazon.nova-lite-v1:0", records: 200, input: "sha256" },
			create: async ({ clientRequestToken, arn }) => {
				expect(arn).toBeNull();
				// the handle and the ledger's entry are on disk before the call
				expect(await jobFiles().find(clientRequestToken)).toHaveLength(1);
				expect(await resourceLedger().list()).not.toEqual([]);
				tokens.push(clientRequestToken);
				if (fake.refuses) throw new ModelError("ValidationException", { model: "m", status: 400, retryable: false });
				if (!arns.has(clientRequestToken)) {
					arns.set(clientRequestToken, `arn:aws:bedrock:us-east-1:111122223333:job/${arns.size}`);
				}
				if (!fake.answers) throw new ModelError("the line was cut", { model: "m", retryable: true });
				return arns.get(clientRequestToken) ?? "";
			},
			job: (handle) =>
				makeJob({
					who: "aws.batch",
					handle,
					resume: "aws.batch.job(handle)",
					status: async () => ({ state: fake.state, said: fake.state }),
					result: async () => handle.arn ?? "",
					stop: async () => {},
				}),
			...facts,
		});
	return { ...fake, fake, start };
}

test("the same request is the same job: running or completed, it is not created again", async () => {
	const { fake, start } = service();
	const first = await start();
	expect((await start({ runId: "run-2" })).handle).toEqual(first.handle);
	fake.state = "completed";
	expect((await start()).handle).toEqual(first.handle);
	expect(fake.tokens).toHaveLength(1);
	expect(first.handle.clientRequestToken).toMatch(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/); // Bedrock's own pattern
	expect(first.handle.name).toMatch(/^[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\-.]){0,63}$/);
});

test("a kernel that was killed during the create call: the next run sends the same token, and one job is there", async () => {
	const { fake, start } = service();
	fake.answers = false;
	await expect(start()).rejects.toThrow("the line was cut");
	fake.answers = true;
	const found = await start();
	expect(found.handle.arn).toBe("arn:aws:bedrock:us-east-1:111122223333:job/0");
	expect(new Set(fake.tokens).size).toBe(1);
	expect(fake.arns.size).toBe(1);
	expect(await resourceLedger().list()).toMatchObject([{ id: found.handle.name, arn: found.handle.arn }]);
});

test("a process that is killed in the middle of the create call leaves what the next one needs", async () => {
	const script = new URL("./start-job-process.ts", import.meta.url).pathname;
	const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
	const [token] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
	child.kill("SIGKILL");
	await once(child, "close");
	expect(await resourceLedger().list()).toMatchObject([{ kind: "model-invocation-job", runId: "run-killed" }]);
	const { fake, start } = service();
	const { handle } = await start({ request: "the same in both processes", runId: "run-later" });
	expect(fake.tokens).toEqual([token]); // AWS creates one job per token
	expect(handle).toMatchObject({ clientRequestToken: token, runId: "run-killed" });
	expect(await jobFiles().list()).toEqual([handle]);
});

test("where the service takes no token, it is looked for by its name first", async () => {
	const { fake, start } = service();
	fake.answers = false;
	await expect(start()).rejects.toThrow();
	const found = await start({ find: async ({ name }) => `arn:of:${name}` });
	expect(found.handle.arn).toBe(`arn:of:${found.handle.name}`);
	expect(fake.tokens).toHaveLength(1);
});

test("two that start at once create one", async () => {
	const { fake, start } = service();
	const [a, b] = await Promise.all([start(), start()]);
	expect(a.handle).toEqual(b.handle);
	expect(fake.tokens).toHaveLength(1);
});

test("one that failed or was stopped, or is wanted again, is made anew with a token of its own", async () => {
	const { fake, start } = service("failed");
	await start();
	await start();
	fake.state = "stopped";
	await start();
	fake.state = "completed";
	await start({ again: true });
	expect(new Set(fake.tokens).size).toBe(4);
	expect(fake.arns.size).toBe(4);
});

test("another request, region or account is another job", async () => {
	const { fake, start } = service();
	await start();
	await start({ request: { model: "amazon.nova-pro-v1:0" } });
	await start({ region: "eu-central-1" });
	await start({ account: null });
	expect(new Set(fake.tokens).size).toBe(4);
});

test("a plain refusal leaves nothing behind", async () => {
	const { fake, start } = service();
	fake.refuses = true;
	await expect(start()).rejects.toThrow("ValidationException");
	expect(await jobFiles().list()).toEqual([]);
	expect(await resourceLedger().list()).toEqual([]);
});

test("a job that AWS no longer knows is made anew", async () => {
	const { fake, start } = service();
	await start();
	await start({
		job: (handle) =>
			makeJob({
				who: "aws.batch",
				handle,
				resume: "",
				status: async () => {
					throw new ModelError("gone", { model: "m", status: 404, retryable: false });
				},
				result: async () => "",
				stop: async () => {},
			}),
	});
	expect(fake.arns.size).toBe(2);
});
