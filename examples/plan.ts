// evaluate.plan says what an evaluation will take, before anything runs: calls, tokens, dollars, minutes.
// You want it before a long run, or one that costs money. It calls no model; rows in the cache count as done.
import { dataset, evaluate, metric, predict, priceOf, scripted, signature } from "touchstone";
import { z } from "zod";

const relevance = signature({
	name: "relevance",
	instructions: "Judge how well the product serves the shopping query.",
	input: { query: z.string(), product: z.string() },
	output: { label: z.enum(["positive", "moderate", "negative"]) },
});
const { test } = await dataset.load("product-relevance");

// Never called: the plan needs its price alone. openai({ baseURL, model, price }) or local(…) would go here.
const model = scripted([], { id: "nova-micro", price: priceOf("nova-micro") });

const plan = await evaluate.plan(predict(relevance).using(model), test, [metric.accuracy("label")], { cache: false });
console.log(plan);
console.log(`\ncalls so far: ${model.calls}`);

// Prints:
// What this evaluation will take
//
//         relevance on nova-micro
// ──────  ──────────────────────────────────────────────
// Rows    240
// Calls   240 calls
// Tokens  about 20,249 in and 2,160 out (at most 11,520)
// Cost    $0.00101, at most $0.00232
// Time    unknown
//
// Tokens are estimated at 4 characters each; answers at the length of the expected values. Price of nova-micro: AWS price list as copied in the price map of litellm 1.109.1, 2026-11-22 (an estimate).
//
// calls so far: 0
