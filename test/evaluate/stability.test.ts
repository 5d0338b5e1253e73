import { expect, it } from "vitest";
import { z } from "zod";
import { datasetOf } from "../../src/data/dataset.ts";
import { paraphrase } from "../../src/evaluate/paraphrase.ts";
import { stability } from "../../src/evaluate/stability.ts";
import { exact } from "../../src/metric/exact.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const task = signature({
	name: "task",
	instructions: "Original.",
	input: { n: z.string() },
	output: { v: z.string() },
});
const data = datasetOf(
	Array.from({ length: 4 }, (_, n) => ({ n: `${n}`, v: "yes" })),
	{ input: ["n"], expected: ["v"] },
);
const quiet = { cache: false, progress: false } as const;

it("finds that a program which always answers the same is steady, and where its variance lies", async () => {
	const model = scripted((request) => (JSON.stringify(request).includes("<n>0") ? '{"v":"no"}' : '{"v":"yes"}'));
	const result = await stability(predict(task).using(model), data, exact("v"), { ...quiet, repeats: 3 });
	expect(result).toMatchObject({ steadyRows: 1, standardDeviation: 0, variance: { rows: 1, wordings: 0, repeats: 0 } });
	expect(result.passAtK).toEqual([0.75, 0.75, 0.75]);
	expect(result.passHatK).toEqual([0.75, 0.75, 0.75]);
});

it("lays the variance at the wordings when they decide", async () => {
	const model = scripted((request) => (request.system?.startsWith("Other") ? '{"v":"no"}' : '{"v":"yes"}'));
	const result = await stability(predict(task).using(model), data, exact("v"), {
		...quiet,
		repeats: 2,
		paraphrases: ["Other words."],
	});
	expect(result.variance).toEqual({ rows: 0, wordings: 1, repeats: 0 });
	expect(result.wordings.map((wording) => wording.values)).toEqual([
		[1, 1],
		[0, 0],
	]);
	expect(result.steadyRows).toBe(0);
	expect(result.view().text).toContain("100.0 % wordings");
});

it("asks each repeat as another sample, so that a cache keeps them apart", async () => {
	const model = scripted(() => '{"v":"yes"}');
	await stability(predict(task, { temperature: 1 }).using(model), data, exact("v"), { ...quiet, repeats: 2 });
	expect(model.requests.map((request) => request.sample ?? 0).sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

it("has a model reword instructions, leaving out copies", async () => {
	const model = scripted(['{"rewording":"Do that."}', '{"rewording":"Do this."}', '{"rewording":"Do that."}']);
	expect(await paraphrase("Do this.", 3, model)).toEqual(["Do that."]);
});

it("stops when the reader stops it, and returns the repeats that are done", async () => {
	const run = (stopAt: number) => {
		const stop = new AbortController();
		const model = scripted((_, index) => {
			if (index === stopAt) stop.abort();
			return '{"v":"yes"}';
		});
		const options = { ...quiet, repeats: 3, paraphrases: ["Other."], concurrency: 1, signal: stop.signal };
		return stability(predict(task).using(model), data, exact("v"), options);
	};
	const part = await run(9); // two repeats of four rows, and a piece of the third
	expect(part.reports.length).toBe(2);
	expect(part).toMatchObject({ stopped: "stopped by the reader", steadyRows: 1, wordings: [{ values: [1, 1] }] });
	expect(part.view().text).toContain("INCOMPLETE: stopped by the reader; 2 repeats done.");
	const second = await run(17); // the first wording whole, the second begun
	expect(second.wordings.map((wording) => wording.values.length)).toEqual([3, 1]);
	expect(second.steadyRows).toBe(1);
	await expect(run(1)).rejects.toMatchObject({ code: "abort" });
});

it("leaves out a metric that could not be computed, instead of calling it 0", async () => {
	const none = { ...exact("v"), aggregate: () => null };
	const result = await stability(predict(task).using(scripted(() => '{"v":"yes"}')), data, none, quiet);
	expect(result.wordings[0]?.values).toEqual([]);
	expect(result.view().text).toContain("–");
});
