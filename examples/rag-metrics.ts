// Is an answer drawn from passages true to them, and were they the right ones? Each metric asks a judge a few small questions
// and keeps every verdict; the reason names what has no support.
import { dataset, evaluate, judge, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const answering = signature({
	name: "answering",
	instructions: "Answer from the passage.",
	input: { question: z.string(), context: z.string() },
	output: { answer: z.string() },
});
const question = "When was the bridge built, and by whom?";
const context = "The bridge was finished in 1889. It is 300 m long.";
const rows = dataset([{ question, context, reference: "Ada Berg built it in 1889." }], {
	name: "bridge",
	input: ["question", "context"],
	expected: ["reference"],
});
const program = predict(answering).using(scripted(['{"answer":"Olaf Lind built it in 1889."}']));

// local("qwen2.5-coder-1.5b") would go here; this judge says what it is told to.
const reader = scripted([
	"<statements>1. The bridge was built in 1889.\n2. Olaf Lind built the bridge.</statements>",
	"1. finished in 1889 => yes\n2. no builder is named => no",
	"<statements>1. The bridge was built in 1889.\n2. Ada Berg built the bridge.</statements>",
	"1. finished in 1889 => yes\n2. no builder is named => no",
]);
const metrics = [judge.faithfulness({ model: reader }), judge.contextRecall({ model: reader })];
const report = await evaluate(program, rows, metrics, { cache: false, progress: false });
for (const [name, { value, reason, usage }] of Object.entries(report.rows[0]?.scores ?? {})) {
	console.log(`${name}: ${value} (${usage?.calls} calls)\n  ${reason}`);
}

// Prints:
// faithfulness: 0.5 (2 calls)
//   1 of 2 statements follow from the contexts; not: "Olaf Lind built the bridge." (no builder is named)
// context recall: 0.5 (2 calls)
//   1 of 2 statements of the reference are in the contexts; not: "Ada Berg built the bridge." (no builder is named)
