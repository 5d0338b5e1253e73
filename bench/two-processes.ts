/**
 * Two processes that infer at the same time, beside one alone: how much longer until both are done?
 * Twice as long is what one after the other would take; the aim is at most 2.5 times.
 *
 *     npx tsx bench/two-processes.ts [model or path] [repeats]
 *     TOUCHSTONE_BENCH_ALONE=1 npx tsx bench/two-processes.ts   # unaware of each other
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { mapLimit } from "../src/core/pool.ts";
import { startTrace } from "../src/core/trace.ts";
import { local } from "../src/local/local.ts";
import { modelFile } from "../src/local/model-file.ts";
import { userMessage } from "../src/model/model.ts";

const ROWS = 12;
const TOKENS = 32;

/** In the child: load, say so, wait for a line, answer all rows, say how long it took. */
async function infer(path: string): Promise<void> {
	const model = local(path);
	const context = { trace: startTrace("bench"), seed: 1 };
	const ask = (row: number, maxTokens: number) =>
		model.generate({ messages: [userMessage(`Write about the number ${row}.`)], maxTokens }, context);
	await ask(0, 1);
	console.log("ready");
	for await (const _line of createInterface(process.stdin)) break;
	const start = performance.now();
	await mapLimit(
		Array.from({ length: ROWS }, (_, row) => row),
		4,
		(row) => ask(row, TOKENS),
	);
	console.log(String(performance.now() - start));
}

interface Worker {
	readonly child: ChildProcess;
	readonly lines: AsyncIterator<string>;
}

async function startWorker(path: string, home: string | undefined): Promise<Worker> {
	const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), "--infer", path], {
		stdio: ["pipe", "pipe", "inherit"],
		env: { ...process.env, ...(home && { TOUCHSTONE_HOME: home }) },
	});
	if (child.stdout === null) throw new Error("no output");
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	await lines.next();
	return { child, lines };
}

/** Milliseconds until every worker is done. */
async function race(workers: readonly Worker[]): Promise<number> {
	const start = performance.now();
	await Promise.all(
		workers.map(async ({ child, lines }) => {
			child.stdin?.end("go\n");
			await lines.next();
		}),
	);
	return performance.now() - start;
}

async function compare(name: string, repeats: number): Promise<void> {
	const { path } = await modelFile(name);
	// a cache folder each: then they do not see each other's tickets
	const alone = process.env.TOUCHSTONE_BENCH_ALONE !== undefined;
	const home = () => (alone ? mkdtempSync(join(tmpdir(), "touchstone-bench-")) : undefined);
	const [one, two]: [number[], number[]] = [[], []];
	for (let repeat = 0; repeat < repeats; repeat++) {
		one.push(await race([await startWorker(path, home())]));
		two.push(await race([await startWorker(path, home()), await startWorker(path, home())]));
	}
	const seconds = (values: readonly number[]) => values.map((value) => (value / 1000).toFixed(1)).join(" ");
	const ratio = Math.min(...two) / Math.min(...one);
	console.log(`${name}, ${ROWS} rows of ${TOKENS} tokens at 4, ${alone ? "each as if alone" : "dividing the cores"}`);
	console.log(`one process: ${seconds(one)} s · two: ${seconds(two)} s · ratio of the best ${ratio.toFixed(2)}`);
}

const [first, second] = process.argv.slice(2);
if (first === "--infer") await infer(second ?? "");
else await compare(first ?? "qwen2.5-coder-0.5b", Number(second ?? 2));
