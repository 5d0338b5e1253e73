// chart draws reports: every metric with its interval, latencies, which labels were taken for which.
// You want it in a notebook, where the last value of a cell shows itself as a picture; in a terminal it is text.
// Needs the packages @observablehq/plot and linkedom.
import { chart, dataset, evaluate, metric, predict, scripted, signature, textOf } from "touchstone";
import { z } from "zod";

const relevance = signature({
	name: "relevance",
	instructions: "Judge how well the product serves the shopping query.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});
const { test } = await dataset.load("product-relevance");

// A rule that stands in for a model: how many of the query's words does the listing hold? local(…) would go here.
const model = scripted(
	({ messages }) => {
		const [query = "", product = ""] = textOf(messages[0]?.content ?? [])
			.toLowerCase()
			.split("<product>");
		const words = query.match(/\w+/g)?.slice(1, -1) ?? []; // without the tags
		const found = words.filter((word) => product.includes(word)).length;
		return `{"label":"${found === words.length ? "positive" : found > 0 ? "moderate" : "negative"}"}`;
	},
	{ id: "shared words" },
);
const metrics = [metric.accuracy("label"), metric.f1("label", { average: "macro" })];
const report = await evaluate(predict(relevance).using(model), test, metrics, { cache: false });

const confusion = await chart.confusion(report, "label");
console.log(await chart.metrics([report]));
console.log(confusion);
console.log(`as a picture: confusion.svg, ${confusion.svg?.startsWith("<svg") ? "an SVG document" : "missing"}`);

// Prints:
// accuracy
//   shared words  ███████████░░░░░░░░░░░░░  45.8 % [39.6, 52.2]
//
// F1 (macro)
//   shared words  ██████████▍░░░░░░░░░░░░░  43.1 % [37.5, 48.6]
// shared words
//
// expected ↓ predicted →  moderate  negative  positive
// ──────────────────────  ────────  ────────  ────────
// moderate                      55        20         5
// negative                      54        10        16
// positive                      28         7        45
// as a picture: confusion.svg, an SVG document
