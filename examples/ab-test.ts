// abTest divides live requests between two programs and says when one is better, however often you look.
// You want it at the end of a migration: customers try the new model before all of them get it.
import { abTest, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const answer = signature({
	name: "answer",
	instructions: "Answer the customer's question in one sentence.",
	input: { question: z.string() },
	output: { answer: z.string() },
});

// local("qwen2.5-coder-1.5b") and local("qwen2.5-coder-0.5b") would go here.
const large = scripted(() => '{"answer":"We open at nine."}', { id: "large" });
const small = scripted(() => '{"answer":"At nine."}', { id: "small" });
const test = abTest({
	control: { name: "large", program: predict(answer).using(large) },
	treatment: { name: "small", program: predict(answer).using(small) },
	range: [0, 1], // thumbs down and up; give { file: "ab.jsonl" } to go on tomorrow
});

for (let customer = 1; customer <= 400; customer++) {
	const { id, arm } = await test.run({ question: "When do you open?" }, { key: `C-${customer}` });
	const happy = arm === "control" ? customer % 10 < 9 : customer % 10 < 6; // a customer's thumb, later
	test.record(id, happy ? 1 : 0);
	if (customer === 40) console.log(test.result(), "\n");
}
console.log(test.result());

// Prints:
// A/B test: undecided after 40 answers; difference in score -0.125 [-0.602, +0.340]; valid at every look
//
// Arm                Answers  Failed  Not scored  Counted  score  latency, mean  cost a request
// ─────────────────  ───────  ──────  ──────────  ───────  ─────  ─────────────  ──────────────
// large (control)         24       0           0       24  0.875           0 ms              $0
// small (treatment)       16       0           0       16  0.750           0 ms              $0
//
// Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look and whenever you stop, equal arms are called unequal with a chance of at most 5 %.
//
// A/B test: small is worse, decided after 138 answers; difference in score -0.321 [-0.468, -0.168] after 400
//
// Arm                Answers  Failed  Not scored  Counted  score  latency, mean  cost a request
// ─────────────────  ───────  ──────  ──────────  ───────  ─────  ─────────────  ──────────────
// large (control)        214       0           0      214  0.902           0 ms              $0
// small (treatment)      186       0           0      186  0.581           0 ms              $0
//
// Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look and whenever you stop, equal arms are called unequal with a chance of at most 5 %.
