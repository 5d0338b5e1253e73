import process from "node:process";
import { expect, test } from "vitest";
import { type JobSpec, makeJob } from "../../src/aws/job.ts";
import type { JobStatus } from "../../src/aws/job-state.ts";
import { resourceLedger } from "../../src/aws/resources.ts";
import { ModelError } from "../../src/core/errors.ts";
import { type Progress, progress } from "../../src/notebook/progress.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { fakeClock } from "../model/fake-clock.ts";
import { stage } from "../notebook/stage.ts";
import { someHandle } from "./handle.ts";

temporaryHome();

/** A job that says these states one after the other (the last again and again), on a clock that moves when told. */
function job(states: readonly (JobStatus | Error)[], facts: Partial<JobSpec<string>> = {}) {
	const clock = fakeClock();
	const looksMs: number[] = [];
	const board = stage();
	const spec: JobSpec<string> = {
		who: "aws.batch",
		handle: someHandle(),
		resume: "aws.batch.job(handle)",
		status: async () => {
			looksMs.push(clock.now());
			const state = states[Math.min(looksMs.length, states.length) - 1];
			if (state === undefined || state instanceof Error) throw state;
			return state;
		},
		result: async ({ said }) => `read after ${said}`,
		stop: async () => {},
		clock,
		random: { ...fixed, next: () => 0.999 },
		progress: (label, total, options): Progress => progress(label, total, { ...options, ...board.options }),
		...facts,
	};
	return { job: makeJob(spec), clock, looksMs, board };
}

const fixed = {
	integer: () => 0,
	shuffle: <T>(items: readonly T[]) => [...items],
	normal: () => 0,
	fork: () => fixed,
	next: () => 0,
};
const running: JobStatus = { state: "running", said: "InProgress", done: 40, total: 200 };
const completed: JobStatus = { state: "completed", said: "Completed", done: 200, total: 200 };
const lost = () => new ModelError("the line was cut", { model: "m", retryable: true });

test("waits with growing, jittered pauses, and reads the result", async () => {
	const { job: it, clock, looksMs, board } = job([running, running, running, completed]);
	const waiting = it.wait();
	await clock.advance(20_000);
	expect(await waiting).toBe("read after Completed");
	expect(looksMs.map((ms) => Math.round(ms / 100) / 10)).toEqual([0, 2, 6, 14]);
	expect(board.drawn[0]?.text).toContain("0/200 records");
	expect(board.kept.map((view) => view.text)).toEqual(["touchstone-1a2b: 200 records"]);
});

test("no two looks are further apart than a minute, none closer than half a second", async () => {
	const { job: it, clock, looksMs } = job([running], { random: { ...fixed, next: () => 1 } });
	const stop = new AbortController();
	const waiting = it.wait({ signal: stop.signal, progress: false }).catch(() => {});
	await clock.advance(600_000);
	expect(Math.max(...looksMs.slice(1).map((ms, i) => ms - (looksMs[i] ?? 0)))).toBe(60_000);
	stop.abort();
	await waiting;
	const eager = job([running, completed], { random: { ...fixed, next: () => 0 } });
	const done = eager.job.wait({ progress: false });
	await eager.clock.advance(500);
	await done;
	expect(eager.looksMs).toEqual([0, 500]);
});

test("a job that failed says AWS's words, word for word", async () => {
	const failureMessage = "The role arn:aws:iam::111122223333:role/r can’t read s3://mine/input.jsonl (AccessDenied).";
	const { job: it, board } = job([{ state: "failed", said: "Failed", failureMessage }]);
	await expect(it.wait()).rejects.toMatchObject({
		code: "model",
		model: "amazon.nova-lite-v1:0",
		retryable: false,
		message: `aws.batch: expected touchstone-1a2b to complete, found it failed (Failed). AWS says: ${failureMessage}`,
	});
	expect(board.kept.map((view) => view.text)).toEqual(["touchstone-1a2b: failed"]);
});

test("one that was stopped gives no result; one with some failed records does", async () => {
	await expect(job([{ state: "stopped", said: "Stopped" }]).job.wait({ progress: false })).rejects.toThrow(
		/stopped before/,
	);
	const partial = job([{ state: "partial", said: "PartiallyCompleted" }]);
	expect(await partial.job.wait({ progress: false })).toBe("read after PartiallyCompleted");
});

test("lost connections do not end the waiting, five in a row do", async () => {
	const passing = job([lost(), lost(), running, lost(), completed]);
	const done = passing.job.wait({ progress: false });
	await passing.clock.advance(120_000);
	expect(await done).toBe("read after Completed");
	const dead = job([lost()]);
	const failed = dead.job.wait({ progress: false }).catch((error: Error) => error.message);
	await dead.clock.advance(600_000);
	expect(await failed).toBe("the line was cut");
	expect(dead.looksMs).toHaveLength(5);
});

test("an abort says how to come back, and that the job goes on and bills", async () => {
	const { job: it, clock, board } = job([running]);
	const stop = new AbortController();
	const waiting = it.wait({ signal: stop.signal });
	const caught = waiting.catch((error: Error) => error);
	await clock.advance(1_000);
	stop.abort();
	expect(await caught).toMatchObject({
		code: "abort",
		message:
			"aws.batch: stopped waiting. The job arn:aws:bedrock:us-east-1:111122223333:model-invocation-job/abcdefghijkl goes on " +
			"at AWS and is billed. To come back to it: run the cell again, or await aws.batch.job(handle).wait() with its " +
			"handle (aws.jobs() lists them). To end it: await job.stop().",
	});
	expect(board.kept[0]?.text).toContain("the job goes on");
});

test("Ctrl-C is such an abort", async () => {
	const { job: it, clock } = job([running]);
	const caught = it.wait({ progress: false }).catch((error: Error) => error);
	await clock.advance(1_000);
	process.emit("SIGINT");
	expect(await caught).toMatchObject({
		code: "abort",
		message: expect.stringContaining("goes on at AWS and is billed"),
	});
});

test("at its end nothing of it bills: the ledger forgets it", async () => {
	const ledger = resourceLedger();
	const { kind, name, arn, region, account, runId, startedAt } = someHandle();
	await ledger.record({ kind, id: name, arn: arn ?? "", region, account, runId, createdAt: startedAt, hourlyUsd: 0 });
	await job([completed], { ledger }).job.wait({ progress: false });
	expect(await ledger.list()).toEqual([]);
});

test("a job is its handle in JSON, and a card on the screen", () => {
	const { job: it } = job([running]);
	expect(JSON.parse(JSON.stringify(it))).toEqual(someHandle());
	expect(it.view().text).toContain("model-invocation-job/abcdefghijkl");
	expect(makeJob({ ...spec0, handle: someHandle({ arn: null }) }).view().text).toContain("has not answered yet");
});

const spec0: JobSpec<string> = {
	who: "aws.batch",
	handle: someHandle(),
	resume: "aws.batch.job(handle)",
	status: async () => completed,
	result: async () => "",
	stop: async () => {},
};
