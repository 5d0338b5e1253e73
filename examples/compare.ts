// compare tells whether one of two reports is really better, row by row on the same data.
// You want it before you change a model or a prompt: on few rows a higher mean is often luck.
import { compare, dataset, evaluate, metric, predict, scripted, signature, textOf } from "touchstone";
import { z } from "zod";

const relevance = signature({
	name: "relevance",
	instructions: "Judge how well the product serves the shopping query.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});
const { test } = await dataset.load("product-relevance");

// Two rules that stand in for models. local("qwen2.5-coder-0.5b") would go here.
const commonest = scripted(() => '{"label":"negative"}', { id: "commonest label" });
const overlap = scripted(
	({ messages }) => {
		const [query = "", product = ""] = textOf(messages[0]?.content ?? [])
			.toLowerCase()
			.split("<product>");
		const words = query.match(/\w+/g)?.slice(1, -1) ?? []; // without the tags
		const share = words.filter((word) => product.includes(word)).length / words.length;
		return `{"label":"${share === 1 ? "positive" : share > 0.5 ? "moderate" : "negative"}"}`;
	},
	{ id: "shared words" },
);

const metrics = [metric.accuracy("label")];
const before = await evaluate(predict(relevance).using(commonest), test, metrics, { cache: false });
const after = await evaluate(predict(relevance).using(overlap), test, metrics, { cache: false });
console.log(compare(before, after));

// Prints:
// shared words against commonest label on 240 rows of product-relevance/test
//
// Figure         commonest label  shared words          Difference [95 %]     p  Verdict
// ─────────────  ───────────────  ────────────  ─────────────────────────  ────  ───────────────────
// accuracy                33.3 %        39.6 %  +6.3 points [-2.4, +14.8]  0.19  not distinguishable
// latency, mean             0 ms          0 ms
// cost a row                  $0            $0
//
// On accuracy, the two are not distinguishable on these 240 rows (p = 0.19, McNemar, exact); about 710 more would decide if the difference of 6.3 points is real.
