// An evaluation that a test kills: every call of agent and judge leaves a line in a file.
// It dies before a call: the n-th, or the one of that name.
import { appendFileSync } from "node:fs";
import process from "node:process";
import type { AgentSession } from "../../src/agents/agent.ts";
import { evaluateAgent } from "../../src/agents/evaluate-agent.ts";
import { recordedAgent } from "../../src/agents/recorded-agent.ts";
import { trajectories } from "../../src/agents/trajectories.ts";
import { cache } from "../../src/model/middleware/cache.ts";
import { lexicalJudge, wordEmbedder } from "./lexical-judge.ts";

const [folder = "", killAt = ""] = process.argv.slice(2);
const questions = (from: number) =>
	Array.from({ length: 4 }, (_, index) => ({
		question_id: from + index,
		question_type: "RAG",
		question: `What is thing ${from + index}?`,
		ground_truth: `Thing ${from + index} is ${from + index}. It is one of eight.`,
	}));
const set = trajectories.parse({ Trajectory0: questions(0), Trajectory1: questions(4) });

let calls = 0;
function log(what: string): void {
	if (what === killAt || ++calls === Number(killAt)) process.kill(process.pid, "SIGKILL");
	appendFileSync(`${folder}/calls.txt`, `${what}\n`);
}
const synthetic = recordedAgent.synthetic(set);
const agent = {
	...synthetic,
	ask: (question: string, session: AgentSession) => {
		log(`agent ${session.questionId}`);
		return synthetic.ask(question, session);
	},
};
const judge = lexicalJudge({}, (request) => {
	log(`judge ${JSON.stringify([request.system, request.messages, request.sample])}`);
	return undefined;
});
const report = await evaluateAgent(agent, set, {
	judges: judge,
	embedder: wordEmbedder,
	runFile: `${folder}/run.jsonl`,
	cache: cache({ folder: `${folder}/cache` }),
	concurrency: 1,
	progress: false,
});
console.log(JSON.stringify(report.figures));
