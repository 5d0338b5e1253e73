// evaluate runs a program on every row and scores what comes out: figures with intervals, latency, tokens, cost.
// You want it instead of looking at three answers. One bad row never ends a run; the report keeps every prompt and answer.
import { dataset, evaluate, metric, predict, scripted, signature, textOf } from "touchstone";
import { z } from "zod";

const triage = signature({
	name: "triage",
	instructions: "Decide which team answers the customer's message.",
	input: { message: z.string() },
	output: { team: z.enum(["billing", "delivery", "returns"]) },
});
const rows = [
	{ message: "I was charged twice in May.", team: "billing" },
	{ message: "The box arrived open and empty.", team: "delivery" },
	{ message: "Where do I send the jacket back to?", team: "returns" },
	{ message: "You sent the bill to my old address.", team: "billing" },
];
const tickets = dataset(rows, { name: "tickets", input: ["message"], expected: ["team"] });

// A rule that stands in for a model. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(({ messages }) => {
	const text = textOf(messages[0]?.content ?? []);
	return `{"team":"${/sen[dt]/.test(text) ? "returns" : /charged/.test(text) ? "billing" : "delivery"}"}`;
});

const report = await evaluate(predict(triage).using(model), tickets, [metric.accuracy("team")], { cache: false });
console.log(report);
const wrong = report.rows.filter((row) => row.scores.accuracy?.value === 0);
for (const row of wrong) console.log(`\n${row.input.message}\n${row.scores.accuracy?.reason}`);

// Prints:
// triage: scripted on tickets, 4 rows
//
// Figure              Value                  Rows
// ──────────────────  ─────────────────────  ────────
// accuracy            75.0 % [30.1, 95.4]    4 scored
// format correctness  100.0 % [51.0, 100.0]  4 scored
// latency p50 / p95   0 ms / 0 ms
// tokens in / out     136 / 4
// cost                $0                     4 calls
//
// Brackets are 95 % intervals. Program f0681e51, data 1ae82870, seed 0, touchstone 0.1.0.
//
// You sent the bill to my old address.
// expected billing, found returns
