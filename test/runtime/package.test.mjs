/**
 * The built package as a user meets it, on Node and on Deno: `node --test` and `deno test` run this same file.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as touchstone from "touchstone";
import { z } from "zod";
import { inEmptyFolder } from "./helpers.mjs";

const { compare, dataset, evaluate, loadReport, metric, predict, sample, saveReport, scripted, signature, stats } =
	touchstone;

const relevance = signature({
	name: "relevance",
	instructions: "Judge the product.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});

test("the root names what the README promises", () => {
	for (const name of [
		"signature",
		"predict",
		"reason",
		"compose",
		"dataset",
		"evaluate",
		"compare",
		"local",
		"openai",
	]) {
		assert.ok(name in touchstone, `missing ${name}`);
	}
});

test("a shipped data set is inside the package", async () => {
	const { train, validate, test: rows } = await dataset.load("product-relevance");
	assert.deepEqual([train.length, validate.length, rows.length], [120, 120, 240]);
});

test("two evaluations run, are cached on disk, saved, loaded and compared", async () => {
	await inEmptyFolder(async (folder) => {
		const { test: all } = await dataset.load("product-relevance");
		const rows = sample(all, 12, { seed: 1 });
		const model = (label) => scripted(() => JSON.stringify({ label }), { id: label });
		const run = (label) =>
			evaluate(predict(relevance).using(model(label)), rows, [metric.exact("label")], { progress: false });
		const [a, b] = [await run("positive"), await run("negative")];
		assert.equal(a.rows.length, 12);
		assert.ok(existsSync(join(folder, ".touchstone", "cache")));
		assert.equal((await run("positive")).spent.calls, 0, "the second run comes from the cache");
		const loaded = await loadReport(await saveReport(a, join(folder, "report.json")));
		const comparison = compare(loaded, b);
		assert.equal(comparison.rows, 12);
		assert.match(comparison.view().text, /negative against positive/);
	});
});

test("the picture of a report is drawn", async () => {
	const rows = dataset([{ query: "a", product: "b", label: "positive" }], {
		input: ["query", "product"],
		expected: ["label"],
	});
	const model = scripted(() => '{"label":"positive"}');
	const report = await evaluate(predict(relevance).using(model), rows, [metric.exact("label")], {
		cache: false,
		progress: false,
	});
	const { svg } = await touchstone.chart.metrics([report]);
	assert.match(svg, /^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
});

test("an Arquero table goes in and statistics come out", async () => {
	const { from } = await import("arquero");
	const rows = dataset(from([{ text: "a", label: "x" }]), { input: ["text"], expected: ["label"] });
	assert.equal(rows.length, 1);
	assert.ok(stats.wilson(8, 10).low > 0.4);
});

test("a peer that is not there is named with its install line", () => {
	const error = new touchstone.MissingDependencyError("node-llama-cpp", "local()");
	assert.match(error.message, /npm install node-llama-cpp/);
});
