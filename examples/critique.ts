// critique has a model look at its own draft from several sides and revise it; reflect lets it answer, doubt, answer again.
// You want them when one answer is often nearly right. Both cost more calls: measure whether they pay.
import { critique, scripted, signature } from "touchstone";
import { z } from "zod";

const reply = signature({
	name: "reply",
	instructions: "Answer the customer in one sentence.",
	input: { question: z.string() },
	output: { answer: z.string() },
});
const answers: Readonly<Record<string, string>> = {
	draft: '{"answer":"Returns are possible."}',
	revise: '{"answer":"You can return it within 30 days."}',
};
const model = scripted(({ system = "", output }) => {
	if (Object.keys(output?.properties ?? {}).includes("findings")) return '{"findings":"It does not say for how long."}';
	return (system.includes("findings") || system.includes("draft") ? answers.revise : answers.draft) ?? "";
});
const careful = critique(reply, { aspects: { completeness: "the answer says all that the customer must know" } });
const { output, trace } = await careful.using(model).run({ question: "Can I return it?" });
console.log(output, "after", trace.children.length, "steps");

// Prints:
// { answer: 'You can return it within 30 days.' } after 3 steps
