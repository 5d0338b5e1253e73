// gate decides whether a report is good enough to go on. Its exitCode ends a CI job or a release script.
// You want it so that a lucky mean does not pass: a >= rule asks the lower end of the interval.
import { dataset, evaluate, gate, metric, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const sum = signature({
	name: "sum",
	instructions: "Add the prices, in euros.",
	input: { prices: z.array(z.number()) },
	output: { total: z.number() },
});
const rows = Array.from({ length: 20 }, (_, index) => ({ prices: [index, 3], total: index + 3 }));
const data = dataset(rows, { name: "sums", input: ["prices"], expected: ["total"] });

// Forgets the second price when the first is 10 or 15. local("qwen2.5-coder-0.5b") would go here.
const model = scripted(
	({ messages }) => {
		const [first = 0, second = 0] = (JSON.stringify(messages).match(/\d+/g) ?? []).map(Number);
		return `{"total":${first === 10 || first === 15 ? first : first + second}}`;
	},
	{ id: "careless adder" },
);

const report = await evaluate(predict(sum).using(model), data, [metric.exact("total")], { cache: false });
console.log(`mean ${report.summary.exact?.value}`);
const decision = gate(report, { exact: ">= 0.85", "format correctness": ">= 0.8", cost: "<= 0.10" });
console.log(decision);
console.log(`\nexit code ${decision.exitCode}`);

// Prints:
// mean 0.9
// Gate for careless adder: FAILED
//
// Figure              Rule     Interval end
// ──────────────────  ───────  ────────────  ────────
// exact               >= 0.85        69.9 %  FAILED !
// format correctness  >= 0.8         83.9 %  passed
// cost                <= 0.10            $0  passed
//
// exit code 1
