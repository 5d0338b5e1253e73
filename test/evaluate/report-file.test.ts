import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { parseCsv } from "../../src/data/csv.ts";
import { datasetOf } from "../../src/data/dataset.ts";
import { compare } from "../../src/evaluate/compare.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { loadReport, saveReport } from "../../src/evaluate/report-file.ts";
import { exact } from "../../src/metric/exact.ts";
import { scripted } from "../../src/model/scripted.ts";
import { predict } from "../../src/program/predict.ts";
import { signature } from "../../src/program/signature.ts";

const shout = signature({
	name: "shout",
	instructions: "Shout.",
	input: { text: z.string() },
	output: { loud: z.string() },
});
const data = datasetOf(
	[
		{ text: 'a, "b" <script>', loud: "A" },
		{ text: "c", loud: "C" },
	],
	{ input: ["text"], expected: ["loud"] },
);
const run = () =>
	evaluate(predict(shout).using(scripted(['{"loud":"A"}', "junk", "junk"])), data, [exact("loud")], {
		cache: false,
		progress: false,
		concurrency: 1,
	});

it("saves and loads a report that shows and compares as before", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
	const report = await run();
	const path = await saveReport(report, join(folder, "deep", "report.json"));
	const loaded = await loadReport(path);
	expect(JSON.parse(JSON.stringify(loaded))).toEqual(JSON.parse(JSON.stringify(report)));
	expect(loaded.view().text).toBe(report.view().text);
	expect(compare(report, loaded).metrics[0]?.difference).toBe(0);
});

it("writes the rows as CSV and a page without anything from the network", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
	const report = await run();
	const rows = await parseCsv(await readFile(await saveReport(report, join(folder, "rows.csv")), "utf8"));
	expect(rows[0]).toMatchObject({
		id: "1",
		input_text: 'a, "b" <script>',
		expected_loud: "A",
		output_loud: "A",
		exact: "1",
	});
	expect(rows[1]?.error).toContain("does not fit");
	const html = await readFile(await saveReport(report, join(folder, "page.html")), "utf8");
	expect(html).toContain("&lt;script&gt;");
	expect(html).not.toMatch(/<script>|src="http|href="http/);
});

it("refuses other endings, and files that hold no report", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
	await expect(saveReport(await run(), join(folder, "report.pdf"))).rejects.toThrow(/\.json, \.csv or \.html/);
	await writeFile(join(folder, "x.json"), '{"rows":1}');
	await expect(loadReport(join(folder, "x.json"))).rejects.toThrow(/expected a touchstone report/);
	await expect(loadReport(join(folder, "none.json"))).rejects.toThrow(/cannot read/);
});

it("leaves nothing behind when it cannot write, and says so as an error of its own", async () => {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
	await mkdir(join(folder, "taken.json")); // a folder where the file should go
	await expect(saveReport(await run(), join(folder, "taken.json"))).rejects.toMatchObject({ code: "data" });
	expect(await readdir(folder)).toEqual(["taken.json"]);
});

it("writes one whole file when two save to one path at once", async () => {
	const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "report.json");
	const report = await run();
	await Promise.all(Array.from({ length: 8 }, () => saveReport(report, path)));
	expect((await loadReport(path)).rows.length).toBe(2);
});

it.each([
	["null", "no object"],
	["[]", "no object"],
	['{"format":1,"name":"x","rows":[],"summary":{},"run":{}}', "no formatCorrectness"],
])("refuses %s as a report", async (text, found) => {
	const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "x.json");
	await writeFile(path, text);
	await expect(loadReport(path)).rejects.toMatchObject({ code: "data", message: expect.stringContaining(found) });
});

it("refuses half a report, whichever member is gone", async () => {
	const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "x.json");
	const whole = JSON.parse(JSON.stringify(await run()));
	for (const member of Object.keys(whole)) {
		await writeFile(path, JSON.stringify({ ...whole, [member]: undefined }));
		await expect(loadReport(path), member).rejects.toThrow(/expected a touchstone report/);
	}
	await writeFile(path, JSON.stringify({ ...whole, rows: [null] }));
	await expect(loadReport(path)).rejects.toThrow(/found a row 1 without/);
});
