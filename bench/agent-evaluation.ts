/**
 * What evaluating an agent costs beside the model: wall time of 56 questions in 21 trajectories with a scripted model that takes
 * a fixed time an answer, and processor time of 2,000 ROUGE, F1 and tool-call scores.
 *
 *     npx tsx bench/agent-evaluation.ts [ms an answer, 200] [trajectories at once, 8]
 *
 * Agent and judge take the same time. The framework's share is its processor time (all threads, garbage collection too) over the
 * wall time: it runs in one thread, so it can hold up the waiting by no more.
 */
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Trajectory } from "../src/agents/trajectory.ts";
import { agent, evaluateAgent, metric, scripted, signature, startTrace, tool, trajectories } from "../src/index.ts";
import { lexicalJudge, wordEmbedder } from "../test/agents/lexical-judge.ts";

const [delayMs = 200, lanes = 8] = process.argv.slice(2).map(Number);
const shared = fileURLToPath(new URL("../../shared/datasets/agent-eval/hcls_trajectories.json", import.meta.url));

console.log(`load ${loadavg()[0]?.toFixed(1)}, ${delayMs} ms an answer, ${lanes} trajectories at once`);
await evaluation();
await scores();

async function evaluation(): Promise<void> {
	const set = existsSync(shared) ? await trajectories.load(shared) : madeUp();
	const look = tool({ name: "search", description: "Finds.", input: { query: z.string() }, run: ({ query }) => query });
	const desk = agent(
		signature({
			name: "desk",
			instructions: "Answer.",
			input: { question: z.string() },
			output: { answer: z.string() },
		}),
		{ tools: [look] },
	);
	const model = scripted(
		(request) => {
			const searched = request.messages.length > 1;
			const call = { type: "toolCall", id: "1", name: "search", input: { query: "egf" } } as const;
			return searched ? "The study says so." : { content: [call] };
		},
		{ latencyMs: delayMs },
	);
	const judges = lexicalJudge({ latencyMs: delayMs });
	const cpu = process.cpuUsage();
	const begun = performance.now();
	const options = { judges, embedder: wordEmbedder, model, concurrency: lanes, cache: false, progress: false } as const;
	const report = await evaluateAgent(desk, set, options);
	const wallMs = performance.now() - begun;
	const used = process.cpuUsage(cpu);
	const cpuMs = (used.user + used.system) / 1000;
	console.log(`${report.questions.length} questions, ${model.calls} calls of the agent, ${judges.calls} of the judge`);
	const oneByOneS = ((model.calls + judges.calls) * delayMs) / 1000;
	console.log(
		`wall ${(wallMs / 1000).toFixed(2)} s (one call after another: ${oneByOneS.toFixed(0)} s); framework ${((100 * cpuMs) / wallMs).toFixed(1)} % of it`,
	);
	const calls = model.calls + judges.calls;
	console.log(
		`processor ${cpuMs.toFixed(0)} ms: ${(cpuMs / calls).toFixed(2)} ms a call, ${(cpuMs / 56).toFixed(1)} ms a question`,
	);
}

async function scores(): Promise<void> {
	const count = 2000;
	const text = (seed: number) =>
		Array.from({ length: 40 }, (_, index) => `word${(seed * 31 + index * 7) % 97}`).join(" ");
	const context = { seed: 0, trace: startTrace("bench") };
	const trace = startTrace("case").data;
	const calls = (seed: number) => [
		{ name: "search", input: { query: text(seed % 5), limit: seed % 3 } },
		{ name: "query", input: { sql: `SELECT ${seed % 4} FROM t` } },
	];
	const cases = Array.from({ length: count }, (_, index) => ({
		input: {},
		expected: { text: text(index), calls: calls(index) },
		output: { text: text(index + 1), calls: calls(index + 1) },
		trace,
	}));
	const metrics = {
		"ROUGE-1": metric.rouge("text", { variant: "rouge1" }),
		"ROUGE-L": metric.rouge("text", { variant: "rougeL" }),
		"token F1": metric.tokenF1("text"),
		"tool calls": metric.toolCalls("calls"),
	};
	for (const [name, one] of Object.entries(metrics)) {
		const cpu = process.cpuUsage();
		for (const c of cases) await one.score(c as never, context);
		const { user, system } = process.cpuUsage(cpu);
		console.log(`${count} ${name} scores: ${((user + system) / 1000).toFixed(0)} ms of processor time`);
	}
}

/** As many questions as the public set has, where it is not beside the checkout. */
function madeUp() {
	const list = Array.from({ length: 21 }, (_, place): Trajectory => {
		const questions = Array.from({ length: place < 14 ? 3 : 2 }, (_, index) => {
			const id = place * 3 + index;
			const expected = { answer: `The study says ${id}.` };
			return { id, type: "RAG" as const, question: `What does the study say of ${id}?`, expected };
		});
		return { name: `Trajectory${place}`, questions };
	});
	return { name: "made up", hash: "made up", trajectories: list };
}
