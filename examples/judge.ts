// A judge is a metric whose value a model gives: it explains itself, then scores on a rubric's scale.
// You want it where no reference says what a good answer is. Hold it against people's ratings before you trust it.
import { dataset, evaluate, judge, predict, scripted, signature, summaryRubric } from "touchstone";
import { z } from "zod";

const summary = signature({
	name: "summary",
	instructions: "Sum up the article in one sentence.",
	input: { article: z.string() },
	output: { summary: z.string() },
});
const articles = dataset(
	[
		{ article: "The bridge closes on Monday for three weeks of repairs.", topic: "transport" },
		{ article: "The library opens on Sundays from May on.", topic: "culture" },
	],
	{ name: "articles", input: ["article"], expected: ["topic"] },
);
// local("qwen2.5-coder-1.5b") would go here.
const reader = scripted([
	"<thinking>True and short.</thinking><score>5</score>",
	"<thinking>It leaves the month out.</thinking><score>3</score>",
]);
const rating = judge({
	rubric: summaryRubric,
	shows: {
		document: ({ input }: { input: { article: string } }) => input.article,
		summary: ({ output }: { output: { summary: string } }) => output.summary,
	},
	model: reader,
});
const writer = scripted(['{"summary":"The bridge closes for three weeks."}', '{"summary":"The library opens."}']);
const options = { cache: false, concurrency: 1, progress: false } as const;
const { rows } = await evaluate(predict(summary).using(writer), articles, [rating], options);
for (const { scores } of rows) console.log(scores["summary quality"]?.raw, scores["summary quality"]?.reason);

// Prints:
// 5 True and short.
// 3 It leaves the month out.
