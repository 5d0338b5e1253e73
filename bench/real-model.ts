/**
 * Prompt optimizers on a real model: ours and DSPy's on the shipped classification task, the same local weights behind the
 * same address, the same rows, the settings of the published migration workflow (5 instructions, 7 looks of 20 rows, 2 + 2 demos).
 *
 *     npx tsx bench/real-model.ts [contestants] [test rows]     all four, 60; about an hour on two cores
 *
 * Needs both models (npx touchstone models pull qwen2.5-coder-0.5b qwen2.5-coder-1.5b); DSPy's need `npx tsx bench/peers.ts`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { tasks } from "../scripts/start/tasks.ts";
import { dataset } from "../src/data/load.ts";
import { sample } from "../src/data/split.ts";
import { evaluate } from "../src/evaluate/evaluate.ts";
import { accuracy } from "../src/metric/accuracy.ts";
import { openai } from "../src/openai/openai.ts";
import { gepa } from "../src/optimize/gepa.ts";
import { mipro } from "../src/optimize/mipro.ts";
import type { Optimizer } from "../src/optimize/optimizer.ts";
import type { Program } from "../src/program/program.ts";
import { pairedEvidence } from "../src/stats/paired-evidence.ts";
import { wilson } from "../src/stats/proportion.ts";
import { python, workshop } from "./installed.ts";
import { formatTable } from "./table.ts";
import { startTalker } from "./talker.ts";

const task = "qwen2.5-coder-0.5b";
const proposer = "qwen2.5-coder-1.5b";
const gepaCalls = 160;
const log = join(workshop, "real-model.log");

interface Outcome {
	/** 1 or 0 for each test row. */
	readonly before: readonly number[];
	readonly after: readonly number[];
	readonly seconds: number;
	readonly instructions: string;
	readonly demos: number;
	/** Our own optimizers hand back the start where the evidence is too thin. */
	readonly promoted?: boolean;
}

const ours: Readonly<Record<string, readonly [optimizer: Optimizer, calls: number]>> = {
	"touchstone mipro": [
		mipro({
			numCandidates: 5,
			numTrials: 7,
			minibatchSize: 20,
			minibatchFullEvalSteps: 7,
			maxBootstrappedDemos: 2,
			maxLabeledDemos: 2,
		}),
		400,
	],
	"touchstone gepa": [gepa(), gepaCalls],
};
const peers: Readonly<Record<string, string>> = { "DSPy MIPROv2": "mipro", "DSPy GEPA": "gepa" };

const [wanted = "all", testRows = "60"] = process.argv.slice(2);
const names = [...Object.keys(ours), ...Object.keys(peers)].filter(
	(name) => wanted === "all" || wanted.split(",").includes(name),
);
const job = await tasks["product-relevance"]?.();
if (job?.untuned === undefined) throw new Error("bench: the task product-relevance has gone");
const program = job.untuned as unknown as Program<Row, Label>;
type Label = { readonly label: string };
type Row = Label & { readonly query: string; readonly product: string };
const labels = ["positive", "moderate", "negative"];

const products = await dataset.load("product-relevance");
const byLabel = ({ expected }: { readonly expected: { readonly label: string } }) => expected.label;
const parts = {
	train: products.train,
	validate: sample(products.validate, 24, { seed: 1, stratify: byLabel }),
	test: sample(products.test, Number(testRows), { seed: 1, stratify: byLabel }),
};

mkdirSync(workshop, { recursive: true });
await using server = await startTalker(process.execPath, ["--import", "tsx", join("bench", "real", "server.ts")], log);
const address = `http://127.0.0.1:${server.greeting}`;

async function runOurs([optimizer, calls]: readonly [Optimizer, number]): Promise<Outcome> {
	const start = program.using(openai({ baseURL: `${address}/v1`, model: task }));
	const metric = accuracy("label");
	const score = async (candidate: typeof start) => {
		const report = await evaluate(candidate, parts.test as never, [metric as never], { cache: false, progress: false });
		return report.rows.map((row) => row.scores[metric.name]?.value ?? 0);
	};
	const before = await score(start);
	const begun = performance.now();
	const best = await optimizer(start, {
		train: parts.train as never,
		validate: parts.validate as never,
		metric: metric as never,
		budget: { calls },
		proposer: openai({ baseURL: `${address}/v1`, model: proposer }),
		seed: 1,
		progress: false,
	});
	const seconds = (performance.now() - begun) / 1000;
	const [parameters] = Object.values(best.program.parameters);
	return {
		before,
		after: await score(best.program as typeof start),
		seconds,
		instructions: parameters?.instructions ?? "",
		demos: parameters?.demos.length ?? 0,
		promoted: best.promoted,
	};
}

async function runPeer(optimizer: string): Promise<Outcome> {
	const rows = (part: keyof typeof parts) =>
		parts[part].examples.map(({ input, expected }) => ({ ...input, ...expected }));
	await using peer = await startTalker(python, [join("bench", "peers", "real_model_dspy.py"), address], log);
	const command = {
		optimizer,
		task,
		proposer,
		labels,
		instructions: Object.values(program.parameters)[0]?.instructions,
		train: rows("train"),
		validate: rows("validate"),
		test: rows("test"),
		calls: gepaCalls,
	};
	return JSON.parse(await peer.ask(JSON.stringify(command))) as Outcome;
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
function share(values: readonly number[]): string {
	const right = values.filter((value) => value === 1).length;
	const { low, high } = wilson(right, values.length);
	return `${percent(right / values.length)} [${percent(low)}, ${percent(high)}]`;
}

const table: string[][] = [];
for (const name of names) {
	await fetch(`${address}/reset`, { method: "POST" });
	const own = ours[name];
	const outcome = own === undefined ? await runPeer(peers[name] ?? "") : await runOurs(own);
	const counts = (await (await fetch(`${address}/counts`)).json()) as Record<string, { calls: number }>;
	const { difference, low, high } = pairedEvidence(outcome.before, outcome.after);
	const tuning = (counts[task]?.calls ?? 0) - outcome.before.length - outcome.after.length;
	table.push([
		name,
		share(outcome.before),
		share(outcome.after),
		`${percent(difference ?? 0)} [${percent(low ?? 0)}, ${percent(high ?? 0)}]`,
		`${tuning} + ${counts[proposer]?.calls ?? 0}`,
		outcome.seconds.toFixed(0),
		outcome.promoted === false ? "the start kept" : `${outcome.demos} demos`,
	]);
	console.log(`${name}: ${table.at(-1)?.slice(1).join(" | ")}\n  ${outcome.instructions.replaceAll("\n", "\n  ")}\n`);
}
console.log(
	formatTable(
		[
			"optimizer",
			`before, ${testRows} test rows`,
			"after",
			"difference",
			"calls: task + proposer",
			"seconds",
			"handed back",
		],
		table,
	),
);
