import { describe, expect, it } from "vitest";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { runRow } from "../../src/evaluate/run-row.ts";
import { exact } from "../../src/metric/exact.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { answering, task } from "./numbers.ts";

const example = { id: "7", input: { n: 3 }, expected: { v: 1 }, tags: { kind: "odd" } };
const run = (model: ReturnType<typeof scripted>, context: { signal?: AbortSignal } = {}) =>
	runRow(predict(task).using(model), example, [exact("v")], { seed: 0, ...context });

describe("runRow", () => {
	it("keeps the example, the answer, the score, and what the calls took", async () => {
		const row = await run(answering("a", () => 1));
		expect(row).toMatchObject({
			...example,
			output: { v: 1 },
			scores: { exact: { value: 1 } },
			repairs: 0,
			cachedCalls: 0,
		});
		expect(row.usage.calls).toBe(1);
		expect(row.error).toBeUndefined();
	});

	it("adds up the time of all calls of a row", async () => {
		const slow = scripted(["junk", '{"v":1}'], { latencyMs: 5 });
		expect(await run(slow)).toMatchObject({ latencyMs: 10, repairs: 1, usage: { calls: 2 } });
	});

	it("makes of an answer that does not fit a row with its error, its repairs and the worst score", async () => {
		const row = await run(answering("junk", () => null));
		expect(row).toMatchObject({ output: null, error: { code: "output" }, repairs: 1, scores: { exact: { value: 0 } } });
		expect(row.usage.calls).toBe(2); // they were paid for
	});

	it("throws what every row would meet, and the reader's stop", async () => {
		await expect(run(scripted([new ConfigError("wrong key")]))).rejects.toThrow("wrong key");
		const unknown = new ModelError("unknown model", { model: "m", retryable: false, systemic: true });
		await expect(run(scripted([unknown]))).rejects.toThrow("unknown model");
		const busy = new ModelError("busy", { model: "m", retryable: true });
		expect(await run(scripted([busy]))).toMatchObject({ output: null, error: { code: "model", message: "busy" } });
		await expect(
			run(
				answering("a", () => 1),
				{ signal: AbortSignal.abort() },
			),
		).rejects.toThrow();
	});
});
