import { expect, test } from "vitest";
import { type CleanupOptions, cleanup } from "../../src/aws/cleanup.ts";
import type { Deleter } from "../../src/aws/deleter.ts";
import { type Resource, resourceLedger } from "../../src/aws/resources.ts";
import { ModelError } from "../../src/core/errors.ts";
import { temporaryHome } from "../local/support/temporary-home.ts";
import { fakeClock } from "../model/fake-clock.ts";
import { someResource } from "./handle.ts";

temporaryHome();

const notFound = () => new ModelError("could not be found", { model: "m", status: 404, retryable: false });

/** An account in which things are there, being created, or gone, and which refuses what AWS refuses. */
async function account(resources: readonly Resource[], states: Readonly<Record<string, string[]>> = {}) {
	const log: string[] = [];
	const clock = fakeClock();
	const ledger = resourceLedger();
	for (const resource of resources) await ledger.record(resource);
	const there = new Set(resources.map(({ id }) => id));
	const deleter = (kind: string): Deleter => ({
		kind,
		state: async ({ id }) => {
			const [state = "ready", ...later] = states[id] ?? [];
			if (later.length > 0) states = { ...states, [id]: later };
			if (state === "gone" || !there.has(id)) throw notFound();
			return state as "busy" | "ready";
		},
		remove: async ({ id }) => {
			log.push(id);
			if (id.startsWith("stuck")) throw new Error("ConflictException: in use");
			there.delete(id);
		},
	});
	const kinds = ["endpoint", "endpoint-config", "model", "custom-model-deployment", "custom-model", "guardrail"];
	const run = (options: CleanupOptions = {}) =>
		cleanup({
			deleters: [...kinds, "model-invocation-job"].map(deleter),
			account: async () => "111122223333",
			clock,
			ledger,
			...options,
		});
	return { log, clock, ledger, run };
}

const all = [
	someResource({ kind: "model", id: "m", hourlyUsd: 0 }),
	someResource({ kind: "endpoint-config", id: "c", hourlyUsd: 0, needs: ["m"] }),
	someResource({ kind: "endpoint", id: "e", needs: ["c", "m"] }),
	someResource({ kind: "custom-model", id: "cm", hourlyUsd: 0 }),
	someResource({ kind: "custom-model-deployment", id: "d", needs: ["cm"] }),
	someResource({ kind: "guardrail", id: "g", hourlyUsd: 0 }),
	someResource({ kind: "model-invocation-job", id: "j", hourlyUsd: 0 }),
];

test("deletes what stands on others first, whatever the order of creation", async () => {
	const { log, run, ledger } = await account(all);
	const report = await run();
	expect(log).toEqual(["j", "e", "c", "m", "d", "cm", "g"]);
	expect(report.rows.every(({ outcome }) => outcome === "deleted")).toBe(true);
	expect(await ledger.list()).toEqual([]);
	expect(report.hourlyUsdLeft).toBe(0);
	expect(report.view().text).toContain("Nothing of touchstone's is left");
});

test("a dry run deletes nothing, and says what it would and what bills meanwhile", async () => {
	const { log, run, ledger } = await account(all);
	const report = await run({ dryRun: true });
	expect(log).toEqual([]);
	expect(report.rows.map(({ outcome }) => outcome)).toEqual(Array(7).fill("would delete"));
	expect(report.hourlyUsdLeft).toBe(3);
	expect(await ledger.list()).toHaveLength(7);
	expect(report.view().text).toContain("nothing was deleted");
});

test("waits out Creating, and a deletion that takes its time", async () => {
	const { log, run, clock } = await account([someResource({ id: "e" })], { e: ["busy", "busy", "busy", "ready"] });
	const said: string[] = [];
	const running = run({ onStatus: (text) => said.push(text) });
	await clock.advance(1_000);
	expect(log).toEqual([]);
	await clock.advance(60_000);
	expect((await running).rows).toMatchObject([{ outcome: "deleted" }]);
	expect(said[0]).toBe("waiting for endpoint e");
});

test("what stays busy too long is left, with all that it stands on", async () => {
	const { log, run, clock, ledger } = await account(all.slice(0, 3), { e: ["busy"] });
	const running = run({ maxWaitMs: 60_000 });
	await clock.advance(120_000);
	const report = await running;
	expect(log).toEqual([]);
	expect(report.rows.map(({ resource, outcome, why }) => [resource.id, outcome, why])).toEqual([
		["e", "left", "AWS is still busy with it: run the cleanup again later"],
		["c", "left", "endpoint e still needs it"],
		["m", "left", "endpoint e still needs it"],
	]);
	expect(await ledger.list()).toHaveLength(3);
	expect(report.hourlyUsdLeft).toBe(1.5);
});

test("what is gone already counts as done, one failure ends nothing", async () => {
	const resources = [
		someResource({ kind: "guardrail", id: "stuck" }),
		someResource({ kind: "guardrail", id: "g" }),
		someResource({ kind: "model", id: "m" }),
	];
	const { run, ledger } = await account(resources, { g: ["gone"] });
	const report = await run();
	expect(report.rows.map(({ resource, outcome, why }) => [resource.id, outcome, why])).toEqual([
		["m", "deleted", ""],
		["stuck", "left", "ConflictException: in use"],
		["g", "already gone", ""],
	]);
	expect((await ledger.list()).map(({ id }) => id)).toEqual(["stuck"]);
	expect(report.view().text).toContain("1 resource left. What is left costs $1.50 an hour (an estimate).");
});

test("what another account owns is left, and nothing is struck out on a guess", async () => {
	const foreign = someResource({ id: "f", account: "444455556666" });
	const unknown = someResource({ id: "u", account: null, arn: "arn:aws:sagemaker:us-east-1:444455556666:endpoint/u" });
	const { log, run } = await account([foreign, unknown]);
	expect((await run()).rows.map(({ why }) => why)).toEqual([
		"it belongs to account 444455556666, these credentials to 111122223333",
		"it belongs to account 444455556666, these credentials to 111122223333",
	]);
	expect(log).toEqual([]);
	const lost = await account([someResource({ id: "x" })], { x: ["gone"] });
	const report = await lost.run({ account: async () => null, where: ({ id }) => id === "x" });
	expect(report.rows).toMatchObject([{ outcome: "left", why: expect.stringContaining("could not be checked") }]);
});

test("a kind that nobody can delete is named, the reader's data is kept", async () => {
	const { run } = await account([
		someResource({ kind: "s3-objects", id: "s3://mine/touchstone/", hourlyUsd: null }),
		someResource({ kind: "hub", id: "h", hourlyUsd: 0 }),
	]);
	const report = await run();
	expect(report.rows.map(({ why }) => why)).toEqual([
		"these are your data: delete them when you no longer need them",
		"touchstone cannot delete it; by hand: its service's console",
	]);
	expect(report.hourlyUsdLeft).toBeNull();
});

test("only some of it: those of one run", async () => {
	const { log, run } = await account([someResource({ id: "a" }), someResource({ id: "b", runId: "run-2" })]);
	await run({ where: ({ runId }) => runId === "run-2" });
	expect(log).toEqual(["b"]);
});

test("an empty ledger asks nobody anything", async () => {
	const { run } = await account([]);
	const account0 = async () => expect.fail("asked for the account");
	expect((await run({ account: account0 })).view().text).toContain("(no rows)");
});

test("an abort keeps what is not deleted in the ledger", async () => {
	const { run, clock, ledger } = await account(all.slice(0, 3), { c: ["busy"] });
	const stop = new AbortController();
	const running = run({ signal: stop.signal }).catch((error: Error) => error);
	await clock.advance(5_000);
	stop.abort();
	expect(await running).toMatchObject({ code: "abort" });
	expect((await ledger.list()).map(({ id }) => id)).toEqual(["m", "c"]);
});
