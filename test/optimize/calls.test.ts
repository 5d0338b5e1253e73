import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { ModelError } from "../../src/core/errors.ts";
import { noAmount } from "../../src/model/middleware/amount.ts";
import { budget } from "../../src/model/middleware/budget.ts";
import type { Price } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { type Meter, openCalls } from "../../src/optimize/calls.ts";
import type { CallRecord } from "../../src/optimize/run-file.ts";
import { spending } from "../../src/optimize/spending.ts";
import { ask, testContext } from "../model/context.ts";

const price: Price = { input: 1, output: 1, source: "made up", date: "2026-01-01" };

function open(kept: readonly CallRecord[] = [], replayOnly = false) {
	const written: CallRecord[] = [];
	const purse = budget({ calls: 100 });
	const calls = openCalls({
		purse,
		retry: undefined,
		kept,
		secondsBefore: 0,
		write: (record) => written.push(record),
		replayOnly,
	});
	const meter: Meter = { used: noAmount, worst: noAmount };
	return { calls, meter, written, purse };
}
const failing = (status: number | undefined) =>
	scripted(() => new ModelError("no", { model: "m", retryable: false, ...(status === undefined ? {} : { status }) }), {
		id: "m",
	});

test("equal requests are sent once, at once or later, and charged once", async () => {
	const { calls, meter, written } = open();
	const inner = scripted((_request, index) => `answer ${index}`, { id: "m", price });
	const model = calls.through(inner, "search", meter);
	const [one, two] = await Promise.all([1, 2].map(() => model.generate(ask("x"), testContext())));
	const three = await model.generate(ask("x"), testContext());
	await model.generate(ask("x", { sample: 1 }), testContext());
	expect([one, two]).toEqual([three, three]);
	expect([inner.calls, meter.used.calls, written.length]).toEqual([2, 2, 2]);
});

test("a refusal of the request is kept like an answer; a failure that may pass is sent again", async () => {
	for (const [status, sent] of [
		[400, 1],
		[404, 1],
		[429, 2],
		[500, 2],
		[undefined, 2],
	] as const) {
		const { calls, meter } = open();
		const inner = failing(status);
		const model = calls.through(inner, "search", meter);
		for (let n = 0; n < 2; n++) await expect(model.generate(ask("x"), testContext())).rejects.toThrow("no");
		expect([status, inner.calls]).toEqual([status, sent]);
	}
});

test("a call that is cut off is in the ledger, though the run goes on before it has ended", async () => {
	const controller = new AbortController();
	const { calls, meter, purse } = open();
	const stubborn = scripted(
		async () => {
			controller.abort();
			for (let turn = 0; turn < 50; turn++) await Promise.resolve(); // hears of it late
			throw new Error("cut off");
		},
		{ id: "m", price },
	);
	const asked = calls.through(stubborn, "search", meter).generate(ask("x"), {
		...testContext(),
		signal: controller.signal,
	});
	await expect(asked).rejects.toMatchObject({ code: "abort" });
	await setImmediate();
	expect([calls.records.length, calls.sent.calls, purse.spent.calls]).toEqual([1, 1, 1]);
	expect(spending(calls.records)[0]).toMatchObject({ phase: "search", model: "m", calls: 1 });
});

test("kept answers are given without a call, at their price, and a replay sends nothing", async () => {
	const first = open();
	await first.calls
		.through(scripted(["yes"], { id: "m", identity: "m", price }), "search", first.meter)
		.generate(ask("x"), testContext());
	const again = open(first.written, true);
	const unused = scripted([], { id: "m", identity: "m", price });
	const model = again.calls.through(unused, "search", again.meter);
	expect((await model.generate(ask("x"), testContext())).content).toEqual([{ type: "text", text: "yes" }]);
	expect([again.calls.replayed, again.purse.spent.calls, again.meter.used]).toEqual([1, 1, first.meter.used]);
	await expect(model.generate(ask("y"), testContext())).rejects.toThrow(/expected every call in the run file/);
	expect(unused.calls).toBe(0);
});

test("the ledger has a line for each phase and model, whichever call ended first", () => {
	const record = (phase: string, model: string, key: string, costUsd: number | null): CallRecord => ({
		key,
		phase,
		model,
		spent: { calls: 1, tokens: 3, usd: costUsd },
		worst: noAmount,
		atSeconds: 0,
		response: {
			content: [],
			finish: "stop",
			latencyMs: 500,
			usage: { inputTokens: 2, outputTokens: 1, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd, calls: 1 },
		},
	});
	const records = [
		record("baseline", "pupil", "b", 0.1),
		record("baseline", "judge", "c", null),
		record("baseline", "pupil", "a", 0.2),
		record("baseline", "pupil", "d", 0.3),
		record("search", "judge", "e", 0),
	];
	const lines = spending(records);
	expect(lines.map(({ phase, model, calls }) => [phase, model, calls])).toEqual([
		["baseline", "judge", 1],
		["baseline", "pupil", 3],
		["search", "judge", 1],
	]);
	expect(lines[1]).toMatchObject({ inputTokens: 6, outputTokens: 3, modelSeconds: 1.5, usd: expect.closeTo(0.6, 12) });
	expect(lines[0]?.usd).toBeNull();
	const other = [records[3], records[1], records[0], records[2], records[4]] as CallRecord[];
	expect(spending(other)).toEqual(lines);
	expect(spending([])).toEqual([]);
});
