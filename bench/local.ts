/**
 * Tokens per second of `local()` beside the bare binding, same prompts, same tokens, one run; and what a shared
 * beginning of the prompts gains.
 *
 *     npx tsx bench/local.ts [model or path] [repeats] [threads]
 *     npx deno run -A bench/local.ts [model or path] [repeats] [threads]
 *
 * The two alternate, and the best of the repeats counts: what else the machine does can only slow a run down.
 * Processor time is given too; with one thread (none that spins) it hardly depends on what else runs.
 */
import { availableParallelism } from "node:os";
import process from "node:process";
import type { LlamaContextSequence } from "node-llama-cpp";
import { getLlama, JinjaTemplateChatWrapper, LlamaLogLevel } from "node-llama-cpp";
import { mapLimit } from "../src/core/pool.ts";
import { startTrace } from "../src/core/trace.ts";
import { local } from "../src/local/local.ts";
import { modelFile } from "../src/local/model-file.ts";
import { type ModelRequest, userMessage } from "../src/model/model.ts";

const [name = "qwen2.5-coder-0.5b", repeats = "3", threadCount] = process.argv.slice(2);
const ROWS = 8;
const TOKENS = 24;
const INSTRUCTIONS =
	"You write a shop's product descriptions. Be factual, be complete, and do not repeat yourself. ".repeat(12);
const PRODUCTS = ["a lamp", "a kettle", "a tent", "a chair", "a bicycle", "a clock", "a rug", "a drill"];

function requests(run: number): ModelRequest[] {
	return Array.from({ length: ROWS }, (_, row) => ({
		system: INSTRUCTIONS,
		messages: [userMessage(`Describe ${PRODUCTS[row % PRODUCTS.length]}, in a long text. Number ${run * ROWS + row}.`)],
		maxTokens: TOKENS,
	}));
}

// the same words with the row's own at the front: nothing is shared
function unshared(request: ModelRequest, row: number): ModelRequest {
	return { ...request, system: `Row ${row}. ${request.system}` };
}

const path = (await modelFile(name)).path;
const threads = threadCount === undefined ? availableParallelism() : Number(threadCount);

// ours
const ours = local(name, { threads });
await ours.prepare?.();

interface Figure {
	readonly tokensPerSecond: number;
	readonly processorMsPerToken: number;
}

async function measure(work: () => Promise<readonly number[]>): Promise<Figure> {
	const [start, processor] = [performance.now(), process.cpuUsage()];
	const tokens = (await work()).reduce((sum, count) => sum + count, 0);
	const { user, system } = process.cpuUsage(processor);
	return {
		tokensPerSecond: (tokens * 1000) / (performance.now() - start),
		processorMsPerToken: (user + system) / 1000 / tokens,
	};
}

function runOurs(rows: readonly ModelRequest[], concurrency: number): Promise<Figure> {
	return measure(() =>
		mapLimit(rows, concurrency, async (row) => {
			const answer = await ours.generate(row, { trace: startTrace("bench"), seed: 1 });
			return answer.usage.outputTokens;
		}),
	);
}

// the bare binding, used as its guide shows: a sequence per answer under way, aligned with each new prompt
const llama = await getLlama({ gpu: false, build: "never", maxThreads: threads, logLevel: LlamaLogLevel.error });
const bareModel = await llama.loadModel({ modelPath: path });
const bareContext = await bareModel.createContext({ contextSize: 4096, sequences: 4, threads });
const bareSequences = Array.from({ length: 4 }, () => bareContext.getSequence());
const template = String(bareModel.fileInfo.metadata.tokenizer?.chat_template);
const wrapper = new JinjaTemplateChatWrapper({ template, tokenizer: bareModel.tokenizer });

async function bareAnswer(sequence: LlamaContextSequence, request: ModelRequest): Promise<number> {
	const text = request.messages[0]?.content[0];
	const { contextText } = wrapper.generateContextState({
		chatHistory: [
			{ type: "system", text: request.system ?? "" },
			{ type: "user", text: text?.type === "text" ? text.text : "" },
			{ type: "model", response: [] },
		],
	});
	const prompt = contextText.tokenize(bareModel.tokenizer);
	await sequence.adaptStateToTokens(prompt, false);
	let count = 0;
	for await (const _token of sequence.evaluate(prompt.slice(sequence.nextTokenIndex), { temperature: 0 })) {
		if (++count === TOKENS) break;
	}
	return count;
}

function runBare(rows: readonly ModelRequest[], concurrency: number): Promise<Figure> {
	const free = bareSequences.slice(0, concurrency);
	return measure(() =>
		mapLimit(rows, concurrency, async (row) => {
			const sequence = free.pop();
			if (sequence === undefined) throw new Error("no free sequence");
			const count = await bareAnswer(sequence, row);
			free.push(sequence);
			return count;
		}),
	);
}

console.log(`${name}, ${threads} threads, ${ROWS} rows of ${TOKENS} tokens, best of ${repeats}`);
await runOurs(requests(0), 4); // both have the shared beginning in every sequence before the clock starts
await runBare(requests(0), 4);
const fastest = (figures: readonly Figure[]) => Math.max(...figures.map((figure) => figure.tokensPerSecond));
const leanest = (figures: readonly Figure[]) => Math.min(...figures.map((figure) => figure.processorMsPerToken));

const series = [1, 2, 4].map((concurrency) => ({ concurrency, ours: [] as Figure[], bare: [] as Figure[] }));
let run = 1;
for (let repeat = 0; repeat < Number(repeats); repeat++) {
	for (const { concurrency, ours, bare } of series) {
		bare.push(await runBare(requests(run), concurrency));
		ours.push(await runOurs(requests(run), concurrency));
		run++;
		const [a, b] = [ours.at(-1)?.tokensPerSecond ?? 0, bare.at(-1)?.tokensPerSecond ?? 0];
		console.error(`repeat ${repeat + 1}, at ${concurrency}: ours ${a.toFixed(1)}, bare ${b.toFixed(1)} tokens/s`);
	}
}
console.log("concurrency  tokens/s ours  bare  ratio   processor ms/token ours  bare  ratio");
for (const { concurrency, ours, bare } of series) {
	const speed = [fastest(ours), fastest(bare)] as const;
	const cost = [leanest(ours), leanest(bare)] as const;
	console.log(
		`${concurrency}            ${speed.map((value) => value.toFixed(1)).join("  ")}  ${(speed[0] / speed[1]).toFixed(2)}   ` +
			`${cost.map((value) => value.toFixed(1)).join("  ")}  ${(cost[0] / cost[1]).toFixed(2)}`,
	);
}

const shared: Figure[] = [];
const apart: Figure[] = [];
for (let repeat = 0; repeat < Number(repeats); repeat++) {
	const rows = requests(run++);
	await runOurs(rows, 4); // the beginning into every sequence again
	shared.push(await runOurs(requests(run++), 4));
	apart.push(await runOurs(rows.map(unshared), 4));
}
const promptTokens = await ours.countTokens?.(requests(0)[0] as ModelRequest);
console.log(
	`shared beginning of prompts of ${promptTokens} tokens, at 4: ${fastest(shared).toFixed(1)} tokens/s, ` +
		`without ${fastest(apart).toFixed(1)}, gain ${(fastest(shared) / fastest(apart)).toFixed(1)} ` +
		`(in processor time ${(leanest(apart) / leanest(shared)).toFixed(1)})`,
);
await ours[Symbol.asyncDispose]?.();
await bareModel.dispose();
