// saveReport writes a report: all of it as .json, its rows as .csv, a page to send around as .html. loadReport reads JSON.
// You want it so that next month's run can be compared with today's, and so that others can look at every row.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataset, evaluate, loadReport, metric, predict, saveReport, scripted, signature } from "touchstone";
import { z } from "zod";

const colour = signature({
	name: "colour",
	instructions: "Name the product's main colour.",
	input: { product: z.string() },
	output: { colour: z.string() },
});
const rows = [
	{ product: "Crew-neck jumper, navy", colour: "blue" },
	{ product: "Plush elephant, ash", colour: "grey" },
];
const data = dataset(rows, { name: "colours", input: ["product"], expected: ["colour"] });

// Says what it is told to. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(({ messages }) => `{"colour":"${JSON.stringify(messages).includes("navy") ? "navy" : "grey"}"}`);
const report = await evaluate(predict(colour).using(model), data, [metric.exact("colour")], { cache: false });

const folder = await mkdtemp(join(tmpdir(), "touchstone-"));
for (const ending of ["json", "csv", "html"]) await saveReport(report, join(folder, `colours.${ending}`));
console.log(await readFile(join(folder, "colours.csv"), "utf8"));
const loaded = await loadReport(join(folder, "colours.json"));
console.log(`loaded: exact ${loaded.summary.exact?.value} on ${loaded.rows.length} rows`);
await rm(folder, { recursive: true });

// Prints:
// id,input_product,expected_colour,output_colour,exact,latency_ms,input_tokens,output_tokens,cost_usd,repairs,error
// 1,"Crew-neck jumper, navy",blue,navy,0,0,24,1,0,0,
// 2,"Plush elephant, ash",grey,grey,1,0,24,1,0,0,
//
// loaded: exact 0.5 on 2 rows
