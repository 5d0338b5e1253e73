import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bedrock } from "../../src/aws/bedrock.ts";
import { jobFiles } from "../../src/aws/job-store.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exact } from "../../src/metric/exact.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { engine, numbers, program, right } from "./batch-task.ts";
import { type Fake, startFake } from "./fake/index.ts";

temporaryHome();
let fake: Fake;
beforeAll(async () => {
	fake = await startFake();
	fake.answer("Converse", right);
});
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	expect(fake.billable()).toEqual([]);
	await fake[Symbol.asyncDispose]();
});

/** Evaluates in a process of its own, which is killed while the operation is under way. */
async function killedDuring(operation: string, first: number): Promise<void> {
	const since = fake.log.length;
	fake.answer(operation, { hang: true });
	const script = fileURLToPath(new URL("batch-process.ts", import.meta.url));
	const child = spawn(process.execPath, ["--import", "tsx", script, String(first)], {
		env: { ...process.env, ...fake.env },
		stdio: ["ignore", "ignore", "inherit"],
	});
	const gone = new Promise((resolve) => child.once("exit", resolve));
	await vi.waitFor(() => expect(fake.log.slice(since).map((call) => call.operation)).toContain(operation), {
		timeout: 60_000,
		interval: 50,
	});
	child.kill("SIGKILL");
	await gone;
	fake.answer(operation, { usual: true });
}

/** The same evaluation, here. */
async function runAgain(first: number) {
	for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
	await using model = bedrock("nova-lite");
	return evaluate(program.using(model), numbers(100, first), [exact("parity")], {
		engine: engine(),
		cache: false,
		progress: false,
	});
}

const creates = () => fake.log.filter((call) => call.operation === "CreateModelInvocationJob");

it("killed while waiting: run again, it comes back to the one job", { timeout: 120_000 }, async () => {
	await killedDuring("GetModelInvocationJob", 100_000);
	const report = await runAgain(100_000);
	expect(report.summary.exact?.value).toBe(1);
	expect(creates()).toHaveLength(1);
	expect(report.run.engine).toMatchObject({ found: true, records: 100 });
});

it("killed during the create call: run again, it sends the same token", { timeout: 120_000 }, async () => {
	const before = creates().length;
	await killedDuring("CreateModelInvocationJob", 200_000);
	expect((await jobFiles().list()).map((handle) => handle.arn)).toEqual([null]);
	const report = await runAgain(200_000);
	expect(report.summary.exact?.value).toBe(1);
	const tokens = creates()
		.slice(before)
		.map((call) => call.input.clientRequestToken);
	expect(tokens.length).toBeGreaterThanOrEqual(2);
	expect(new Set(tokens).size).toBe(1);
});
