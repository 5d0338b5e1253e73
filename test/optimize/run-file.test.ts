import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ModelError } from "../../src/core/errors.ts";
import { fromExamples } from "../../src/data/dataset.ts";
import { scripted } from "../../src/model/scripted.ts";
import { withGenerate } from "../../src/model/with-generate.ts";
import { bootstrap } from "../../src/optimize/bootstrap.ts";
import { openRunFile } from "../../src/optimize/run-file.ts";
import type { Task } from "../../src/optimize/task.ts";
import { metric, outcomeOf, program, pupil, train, validate } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-run-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = fromExamples("validate", validate.examples.slice(0, 6));
const model = () => pupil((_prompt, demos) => (demos > 2 ? 0.9 : 0.4));
const optimizer = bootstrap({ maxBootstrappedDemos: 1, maxLabeledDemos: 2 });
const whole = join(folder, "whole.jsonl");

function task(runFile: string, change: Partial<Task<never, never, never>> = {}) {
	return { train, validate: small, metric, budget: { calls: 60 }, progress: false, runFile, ...change } as const;
}
const copy = (name: string) => {
	const path = join(folder, name);
	writeFileSync(path, readFileSync(whole));
	return path;
};
let first: Awaited<ReturnType<typeof run>>;
const run = (runFile: string, change?: Partial<Task<never, never, never>>, changed = program.using(model())) =>
	optimizer(changed, task(runFile, change) as never);
beforeAll(async () => {
	first = await run(whole);
});

test("a finished run resumes without a call; its file keeps every call once", async () => {
	const own = model();
	const path = copy("finished.jsonl");
	const again = await run(path, {}, program.using(own));
	expect(own.calls).toBe(0);
	expect(outcomeOf(again)).toEqual(outcomeOf(first));
	expect(again.resumed).toEqual({ calls: first.spent.calls, runFile: path });
	const calls = (text: string) => text.split("\n").filter((line) => line.startsWith('{"call"'));
	expect(calls(readFileSync(path, "utf8"))).toEqual(calls(readFileSync(whole, "utf8")));
	expect(existsSync(`${path}.lock`)).toBe(false);
});

test("a replay needs no model, gives the same, and leaves the file as it is", async () => {
	const path = copy("replay.jsonl");
	appendFileSync(path, '{"call":{"cut sh');
	const before = readFileSync(path, "utf8");
	const again = await run(path, { replay: true }, program);
	expect(outcomeOf(again)).toEqual(outcomeOf(first));
	expect(readFileSync(path, "utf8")).toBe(before);
});

test("an abort in the middle is saved: the file ends with what was chosen and why, and the run goes on from it", async () => {
	const path = join(folder, "aborted.jsonl");
	const controller = new AbortController();
	const inner = model();
	let calls = 0;
	const stopping = withGenerate(inner, (request, context) => {
		if (++calls === 10) controller.abort();
		return inner.generate(request, context);
	});
	const aborted = await run(path, { signal: controller.signal }, program.using(stopping));
	expect(aborted.stopped).toBe("stopped by the reader");
	const [end] = readFileSync(path, "utf8").trim().split("\n").slice(-1);
	expect(JSON.parse(end ?? "")).toEqual({
		end: { chosen: aborted.chosen.number, id: aborted.chosen.id, promoted: aborted.promoted, stopped: aborted.stopped },
	});
	const again = await run(path);
	expect(outcomeOf(again)).toEqual(outcomeOf(first));
	expect(again.resumed?.calls).toBeGreaterThanOrEqual(6); // four of the ten were under way
});

test("a replay of a run that was stopped says so", async () => {
	const path = copy("stopped.jsonl");
	const lines = readFileSync(path, "utf8").split("\n");
	const calls = lines.flatMap((line, index) => (line.startsWith('{"call"') ? [index] : []));
	writeFileSync(path, `${lines.slice(0, calls.at(-3)).join("\n")}\n`);
	const again = await run(path, { replay: true }, program);
	expect(again.stopped).toMatch(/^replay: expected every call in the run file, found one to pupil that is not there/);
	expect(again.start).toMatchObject({ value: first.start.value, complete: true });
	// nor is there a best so far where the start was not even measured
	writeFileSync(path, `${lines.slice(0, 4).join("\n")}\n`);
	await expect(run(path, { replay: true }, program)).rejects.toThrow(/expected every call in the run file/);
	await expect(run(join(folder, "none.jsonl"), { replay: true }, program)).rejects.toThrow(/found none/);
});

test("a file of another run is refused, and the difference is named", async () => {
	const cases: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
		[
			/differs in its program/,
			() => run(whole, {}, program.using(model()).with({ parity: { instructions: "Else.", demos: [] } })),
		],
		[/differs in its seed \(0, here 1\)/, () => run(whole, { seed: 1 })],
		[/differs in its budget \(\{"calls":60\}, here \{"calls":61\}\)/, () => run(whole, { budget: { calls: 61 } })],
		[/differs in its metric/, () => run(whole, { metric: { ...metric, name: "other" } as never })],
		[/differs in its train rows/, () => run(whole, { train: fromExamples("t", train.examples.slice(1)) as never })],
		[
			/differs in its validate rows/,
			() => run(whole, { validate: fromExamples("v", validate.examples.slice(1)) as never }),
		],
		[/differs in its models/, () => run(whole, {}, program.using(pupil(() => 1, { identity: "another" })))],
		[
			/differs in its settings/,
			() => bootstrap({ maxBootstrappedDemos: 2, maxLabeledDemos: 2 })(program.using(model()), task(whole) as never),
		],
	];
	const before = readFileSync(whole, "utf8");
	for (const [words, attempt] of cases) await expect(attempt()).rejects.toThrow(words);
	expect(readFileSync(whole, "utf8")).toBe(before);
	// time and concurrency decide nothing that is in the file
	await run(copy("more time.jsonl"), { budget: { calls: 60, seconds: 500 }, concurrency: 1 });
});

test("a file that is no run is refused and left alone, with and without a line end", async () => {
	for (const text of ["name,age\nada,36\n", '{"settings":1}', '{"settings":1}\n']) {
		const path = join(folder, "other.json");
		writeFileSync(path, text);
		await expect(run(path)).rejects.toThrow(/run file/);
		expect(readFileSync(path, "utf8")).toBe(text);
	}
});

test("a damaged line in the middle is named", async () => {
	const path = copy("damaged.jsonl");
	const lines = readFileSync(path, "utf8").split("\n");
	lines[4] = (lines[4] as string).slice(0, 30);
	writeFileSync(path, lines.join("\n"));
	await expect(run(path)).rejects.toMatchObject({ code: "data", row: 5 });
});

test("of two runs that write one file, the second is refused; a dead process's lock is taken over", async () => {
	const path = join(folder, "shared.jsonl");
	const [one, two] = await Promise.allSettled([run(path), run(path)]);
	expect([one.status, two.status].sort()).toEqual(["fulfilled", "rejected"]);
	const refused = [one, two].find((outcome) => outcome.status === "rejected") as PromiseRejectedResult;
	expect((refused.reason as Error).message).toMatch(/expected to be the only run that writes/);

	const { pid } = spawnSync("true"); // has ended: its id is of no process
	const left = copy("left.jsonl");
	writeFileSync(`${left}.lock`, JSON.stringify({ pid, host: hostname() }));
	expect(outcomeOf(await run(left))).toEqual(outcomeOf(first));
});

test("after an outage the run goes on: what failed then is sent again, and stays paid for", async () => {
	const path = join(folder, "outage.jsonl");
	const steady = model();
	const failing = scripted(
		(request, index, context) => {
			if (index >= 8) throw new ModelError("gone", { model: "pupil", status: 503, retryable: false });
			return steady.generate(request, context).then(({ content }) => ({ content })) as never;
		},
		{ id: "pupil", identity: "pupil" },
	);
	const wider = { validate: fromExamples("validate", validate.examples.slice(0, 8)) as never, retry: false as const };
	const stopped = await run(path, wider, program.using(failing));
	expect(stopped.stopped).toMatch(/10 rows one after another failed at the model/);
	const own = model();
	const again = await run(path, wider, program.using(own));
	const never = await run(join(folder, "no outage.jsonl"), wider);
	expect(again.stopped).toBeUndefined();
	expect(again.candidates).toEqual(never.candidates);
	expect(own.calls).toBe(never.spent.calls - 8);
	expect(again.spent.calls).toBe(failing.calls + own.calls);
});

test("models are compared by step, in whichever order they stand", () => {
	const path = join(folder, "order.jsonl");
	const facts = (identity: string) => ({
		id: identity,
		identity,
		can: { json: true, tools: true, stream: true, logprobs: false },
	});
	const header = {
		touchstoneRun: 1,
		optimizer: "bootstrap",
		settings: {},
		program: "p",
		metric: "m",
		train: "t",
		validate: "v",
		seed: 0,
		budget: {},
	} as const;
	openRunFile(path, { ...header, models: { zebra: facts("z"), ant: facts("a") } });
	expect(openRunFile(path, { ...header, models: { zebra: facts("z"), ant: facts("a") } }).kept).toEqual([]);
	expect(() => openRunFile(path, { ...header, models: { zebra: facts("a"), ant: facts("z") } })).toThrow(
		/differs in its models/,
	);
});
