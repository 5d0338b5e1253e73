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

test("the shipped shop answers a query and refuses to be written", async () => {
	const { sql } = touchstone;
	const shop = sql.sqlite.shipped("support-shop");
	try {
		const { rows } = await shop.query("SELECT COUNT(*) FROM customers");
		assert.deepEqual(rows, [[90]]);
		assert.equal((await sql.readOnlyGuard("DROP TABLE customers")).allowed, false);
		await assert.rejects(() => shop.query("DELETE FROM customers"));
	} finally {
		shop.close();
	}
});

test("an agent calls a tool and answers by its signature", async () => {
	const { agent, tool } = touchstone;
	const add = tool({
		name: "add",
		description: "Adds two numbers.",
		input: { a: z.number(), b: z.number() },
		run: async ({ a, b }) => String(a + b),
	});
	const sum = signature({
		name: "sum",
		instructions: "Add.",
		input: { question: z.string() },
		output: { sum: z.number() },
	});
	const call = { type: "toolCall", id: "1", name: "add", input: { a: 2, b: 3 } };
	const model = scripted([{ content: [call] }, '{"sum":5}']);
	const { output } = await agent(sum, { tools: [add] })
		.using(model)
		.run({ question: "2 + 3?" });
	assert.deepEqual(output, { sum: 5 });
});

test("a model on Bedrock is named without loading a client", () => {
	const model = touchstone.aws.bedrock("nova-lite", { region: "us-east-1" });
	assert.equal(model.id, "nova-lite");
});
