// A Metric is a name, a direction, a range and a function from one finished row to a score.
// You want one for what counts in your work: here, that a title fits on a phone. null says "does not apply to this row".
import { dataset, evaluate, type Metric, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const fitsPhone: Metric<unknown, { live: boolean }, { title: string }> = {
	name: "fits a phone",
	direction: "higher",
	range: [0, 1],
	unit: "percent",
	score({ expected, output }) {
		if (!expected.live) return { value: null, reason: "the listing is offline" };
		const { length } = output.title;
		return length <= 30 ? { value: 1 } : { value: 0, reason: `${length} characters, 30 fit` };
	},
};

const headline = signature({
	name: "headline",
	instructions: "Write a short title for the listing.",
	input: { listing: z.string() },
	output: { title: z.string() },
});
const rows = [
	{ listing: "Kettle, 1.7 l, brushed steel", live: true },
	{ listing: "Rug spotting foam that lifts claret and coffee, 500 ml", live: true },
	{ listing: "Stepladder, three treads", live: false },
];
const data = dataset(rows, { name: "listings", input: ["listing"], expected: ["live"] });

// Takes what stands before the comma. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(({ messages }) => `{"title":"${/<listing>(.*?),/.exec(JSON.stringify(messages))?.[1]}"}`);
const report = await evaluate(predict(headline).using(model), data, [fitsPhone], { cache: false });
for (const row of report.rows) console.log(`${row.output?.title}: ${JSON.stringify(row.scores["fits a phone"])}`);
console.log(report.summary["fits a phone"]?.value);

// Prints:
// Kettle: {"value":1}
// Rug spotting foam that lifts claret and coffee: {"value":0,"reason":"46 characters, 30 fit"}
// Stepladder: {"value":null,"reason":"the listing is offline"}
// 0.5
