// stability asks the same task again, and in other words, and says where the difference comes from.
// You want it before you trust a prompt: a result that turns on its wording will turn on the next model, too.
import { dataset, metric, predict, scripted, signature, stability } from "touchstone";
import { z } from "zod";

const triage = signature({
	name: "triage",
	instructions: "Is the message urgent?",
	input: { message: z.string() },
	output: { urgent: z.enum(["yes", "no"]) },
});
const rows = [
	{ message: "My insulin parcel is lost.", urgent: "yes" },
	{ message: "The lights went out in the whole shop.", urgent: "yes" },
	{ message: "Do you sell gift cards?", urgent: "no" },
	{ message: "Please call me back some time.", urgent: "no" },
];
const data = dataset(rows, { name: "messages", input: ["message"], expected: ["urgent"] });

// Two rows are easy for it, one turns on the wording, one on chance. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(({ system = "", messages, sample = 0 }) => {
	const text = JSON.stringify(messages);
	const yes =
		/insulin/.test(text) || (/lights/.test(text) && /wait/.test(system)) || (/call/.test(text) && sample === 1);
	return `{"urgent":"${yes ? "yes" : "no"}"}`;
});

// A greedy program answers the same each time, so it gets a temperature.
const program = predict(triage, { temperature: 0.7 }).using(model);
const paraphrases = ["Say whether the customer can wait for an answer: urgent if not."];
console.log(await stability(program, data, metric.accuracy("urgent"), { paraphrases, repeats: 2, cache: false }));

// Prints:
// Stability of accuracy: 2 wordings × 2 repeats on 4 rows
//
// Wording  Instructions                                                     accuracy  Lowest – highest repeat
// ───────  ───────────────────────────────────────────────────────────────  ────────  ───────────────────────
//       0  Is the message urgent?                                             62.5 %          50.0 % – 75.0 %
//       1  Say whether the customer can wait for an answer: urgent if not.    87.5 %         75.0 % – 100.0 %
//
// 50.0 % of rows always got the same score. Standard deviation over wordings and repeats 0.204. Variance: 33.3 % rows, 8.3 % wordings, 58.3 % repeats. At least one of 4 tries passes: 100.0 %; all of 4: 50.0 %.
