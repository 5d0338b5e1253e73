// An optimizer turns a program into a better one within a hard budget, and keeps the old one unless rows speak for the new.
// You want it when a prompt works and you suspect that another would work better.
import { dataset, metric, optimize, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const numbers = Array.from({ length: 50 }, (_, n) => ({ n, label: n % 2 === 0 ? "even" : "odd" }));
const columns = { name: "numbers", input: ["n"], expected: ["label"] } as const;

// local("qwen2.5-coder-0.5b") would go here; this pupil is only good when told to look at the last digit.
const pupil = scripted(({ system = "", messages }) => {
	const n = Number(/\d+/.exec(JSON.stringify(messages.at(-1)))?.[0]);
	const right = system.includes("last digit") || n % 5 < 2;
	return JSON.stringify({ label: (n % 2 === 0) === right ? "even" : "odd" });
});
const teacher = scripted(({ output }) => {
	const [field = ""] = Object.keys(output?.properties ?? {});
	return JSON.stringify({ [field]: "Look at the last digit of the number and say whether it is even or odd." });
});

const optimizer = optimize.mipro({ numCandidates: 2, numTrials: 3, maxBootstrappedDemos: 0, maxLabeledDemos: 0 });
const better = await optimizer(predict(parity).using(pupil), {
	train: dataset(numbers.slice(0, 20), columns),
	validate: dataset(numbers.slice(20), columns),
	metric: metric.exact("label"),
	proposer: teacher,
	budget: { calls: 200 }, // give { runFile: "run.jsonl" } to go on where a run was stopped
	progress: false,
});
console.log(better.promoted, better.start.value, "→", better.chosen.value, `with ${better.spent.calls} of 200 calls`);
console.log(better.program.parameters.parity?.instructions);

// Prints:
// true 0.4 → 1 with 62 of 200 calls
// Look at the last digit of the number and say whether it is even or odd.
