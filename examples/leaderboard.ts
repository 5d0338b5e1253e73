// leaderboard ranks several reports on one metric and says which are really behind the first.
// You want it when you try many prompts or models: with ten candidates, one looks best by chance.
import { dataset, evaluate, leaderboard, metric, predict, scripted, signature, textOf } from "touchstone";
import { z } from "zod";

const relevance = signature({
	name: "relevance",
	instructions: "Judge how well the product serves the shopping query.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});
const { test } = await dataset.load("product-relevance");

const reports = [];
for (const enough of [0, 0.2, 0.4, 0.6, 0.8]) {
	// A rule that stands in for a model: how many of the query's words does the listing hold? local(…) would go here.
	const model = scripted(
		({ messages }) => {
			const [query = "", product = ""] = textOf(messages[0]?.content ?? [])
				.toLowerCase()
				.split("<product>");
			const words = query.match(/\w+/g)?.slice(1, -1) ?? []; // without the tags
			const share = words.filter((word) => product.includes(word)).length / words.length;
			return `{"label":"${share === 1 ? "positive" : share > enough ? "moderate" : "negative"}"}`;
		},
		{ id: `words in common > ${enough}` },
	);
	reports.push(await evaluate(predict(relevance).using(model), test, [metric.accuracy("label")], { cache: false }));
}
console.log(leaderboard(reports));

// Prints:
// accuracy on product-relevance/test
//
// #  Report                            accuracy                 Format  Latency p50  Cost     p  Against the first
// ─  ─────────────────────  ───────────────────  ─────────────────────  ───────────  ────  ────  ───────────────────
// 1  words in common > 0    45.8 % [39.6, 52.2]  100.0 % [98.4, 100.0]         0 ms    $0        first
// 2  words in common > 0.2  44.6 % [38.4, 50.9]  100.0 % [98.4, 100.0]         0 ms    $0  1.00  not distinguishable
// 3  words in common > 0.8  43.3 % [37.2, 49.7]  100.0 % [98.4, 100.0]         0 ms    $0  1.00  not distinguishable
// 4  words in common > 0.6  42.9 % [36.8, 49.2]  100.0 % [98.4, 100.0]         0 ms    $0  1.00  not distinguishable
// 5  words in common > 0.4  40.8 % [34.8, 47.1]  100.0 % [98.4, 100.0]         0 ms    $0  0.20  not distinguishable
//
// p is for “as good as the first”, paired by row, Holm-corrected.
