// Metrics for labels, on a program that has learnt nothing: it always says "genuine".
// You want more than one of them when a label is rare: accuracy alone calls this program good.
import { dataset, evaluate, metric, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const review = signature({
	name: "review",
	instructions: "Say whether the product review is genuine or fake.",
	input: { text: z.string() },
	output: { verdict: z.enum(["genuine", "fake"]) },
});
const texts = [
	"Boils fast, bit loud.",
	"Lid came loose in week two.",
	"Fine for one person.",
	"Looks nicer than it pours.",
];
const rows = [
	...texts.map((text) => ({ text, verdict: "genuine" })),
	{ text: "BEST KETTLE EVER!!! Buy now at kettles-4-u!!!", verdict: "fake" },
];
const data = dataset(rows, { name: "reviews", input: ["text"], expected: ["verdict"] });

const lazy = scripted(() => '{"verdict":"genuine"}');
const report = await evaluate(
	predict(review).using(lazy),
	data,
	[
		metric.accuracy("verdict"),
		metric.balancedAccuracy("verdict"),
		metric.f1("verdict", { average: "macro" }),
		metric.kappa("verdict"),
	],
	{ cache: false },
);
for (const { name, value } of Object.values(report.summary)) console.log(`${name.padEnd(18)} ${value?.toFixed(2)}`);

// Prints:
// accuracy           0.80
// balanced accuracy  0.50
// F1 (macro)         0.44
// kappa              0.00
