// migrate moves a task to another model and measures four programs on the same untouched rows: the old model, the new one
// with the old prompt, with the prompt rewritten for its family, and with the prompt optimized on data.
import { dataset, metric, migrate, optimize, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const parity = signature({
	name: "parity",
	instructions: "Say whether the number is even or odd.",
	input: { n: z.number() },
	output: { label: z.enum(["even", "odd"]) },
});
const numbers = Array.from({ length: 90 }, (_, n) => ({ n, label: n % 2 === 0 ? "even" : "odd" }));
const part = (from: number, to: number) =>
	dataset(numbers.slice(from, to), { name: "numbers", input: ["n"], expected: ["label"] });

// local("qwen2.5-coder-1.5b") and local("qwen2.5-coder-0.5b") would go here.
const better = "Look at the last digit of the number and say whether it is even or odd.";
const pupil = (id: string, knows: (prompt: string) => boolean) =>
	scripted(
		({ system = "", messages, output }) => {
			const [field = ""] = Object.keys(output?.properties ?? {});
			if (field !== "label") return JSON.stringify({ [field]: better });
			const n = Number(/\d+/.exec(JSON.stringify(messages.at(-1)))?.[0]);
			return JSON.stringify({ label: (n % 2 === 0) === (knows(system) || n % 5 < 2) ? "even" : "odd" });
		},
		{ id, identity: id },
	);
const { comparisons } = await migrate({
	program: predict(parity),
	source: pupil("large-qwen", () => true),
	target: pupil("small-qwen", (prompt) => prompt.includes("last digit")),
	data: { train: part(0, 20), validate: part(20, 50), test: part(50, 90) },
	metric: metric.exact("label"),
	optimizer: optimize.mipro({ numCandidates: 2, numTrials: 3, maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
	budget: { calls: 200 },
	cache: false,
	progress: false,
});
for (const { from, to, conclusion } of comparisons) console.log(`${from} → ${to}: ${conclusion}`);

// Prints:
// source → target: worse
// source → optimized: not distinguishable
// target → rewritten: better
// target → optimized: better
