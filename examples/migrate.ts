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
const rows = (from: number, count: number) =>
	dataset(
		Array.from({ length: count }, (_, index) => ({
			n: from + index,
			label: (from + index) % 2 === 0 ? "even" : "odd",
		})),
		{ name: `numbers from ${from}`, input: ["n"], expected: ["label"] },
	);
const better = "Look at the last digit of the number and say whether it is even or odd.";

// local("qwen2.5-coder-1.5b") and local("qwen2.5-coder-0.5b") would go here.
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
const migration = await migrate({
	program: predict(parity),
	source: pupil("large-qwen", () => true),
	target: pupil("small-qwen", (prompt) => prompt.includes("last digit")),
	data: { train: rows(0, 20), validate: rows(100, 30), test: rows(200, 40) },
	metric: metric.exact("label"),
	optimizer: optimize.mipro({ numCandidates: 2, numTrials: 3, maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
	budget: { calls: 200 },
	cache: false,
	progress: false,
});
for (const { from, to, difference, conclusion } of migration.comparisons) {
	console.log(`${from} → ${to}: ${(100 * difference).toFixed(0)} points, ${conclusion}`);
}

// Prints:
// source → target: -60 points, worse
// source → optimized: 0 points, not distinguishable
// target → rewritten: 60 points, better
// target → optimized: 60 points, better
