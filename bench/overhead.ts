/**
 * What a framework costs: processor milliseconds a call and calls a second against a local server that answers at once,
 * beside bare fetch, @ax-llm/ax and DSPy, in one run.
 *
 *     npx tsx bench/overhead.ts [calls, 2000] [rounds, 5]
 *
 * Peers that are not installed are left out with a sentence; `npx tsx bench/peers.ts` installs them.
 *
 * The server and each client are processes of their own, and a client books its own processor time only (all of its
 * threads, garbage collection too). Each sends one request a call, with the same question and instructions. Rounds are
 * interleaved, one client at a time, so that a busy minute of the machine meets all of them; the medians are given, and
 * the ratios are medians of the ratios within a round.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { loadavg } from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildPackage, hasAx, hasPythonPeer, python } from "./installed.ts";
import { median } from "./median.ts";

const [calls = 2000, rounds = 5] = process.argv.slice(2).map(Number);
const WARM_UP = Math.min(200, calls);
const CONCURRENCIES = [1, 8, 64];

interface Figures {
	readonly cpuMs: number;
	readonly wallMs: number;
}

interface Helper {
	readonly process: ChildProcess;
	readonly lines: AsyncIterator<string>;
}

interface Client extends Helper {
	readonly name: string;
	/** One list a concurrency, one entry a round. */
	readonly figures: ReadonlyMap<number, Figures[]>;
}

/** Starts a process that talks in lines. */
function start(command: string, args: readonly string[]): Helper {
	// inherited errors: a client that fails says why
	const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
	return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

async function nextLine(who: string, { lines }: Helper): Promise<string> {
	const { value, done } = await lines.next();
	if (done) throw new Error(`bench: ${who} ended without an answer; what it said stands above`);
	return value;
}

const script = (name: string) => fileURLToPath(new URL(`overhead/${name}`, import.meta.url));

async function startClient(name: string, command: string, args: readonly string[]): Promise<Client> {
	const helper = start(command, args);
	await nextLine(name, helper);
	return { name, ...helper, figures: new Map(CONCURRENCIES.map((concurrency) => [concurrency, []])) };
}

async function measure(client: Client, calls: number, concurrency: number): Promise<Figures> {
	client.process.stdin?.write(`${JSON.stringify({ calls, concurrency })}\n`);
	return JSON.parse(await nextLine(client.name, client)) as Figures;
}

function load(): string {
	return loadavg()
		.map((value) => value.toFixed(1))
		.join(" ");
}

buildPackage();
const server = start(process.execPath, [script("server.mjs")]);
const base = `http://127.0.0.1:${await nextLine("the server", server)}`;
const node = (name: string, file: string, ...more: string[]) =>
	startClient(name, process.execPath, [script(file), base, ...more]);

const bare = await node("bare fetch", "fetch.mjs");
const clients = [
	bare,
	await node("touchstone run", "touchstone.mjs", "run"),
	await node("touchstone evaluate", "touchstone.mjs", "evaluate"),
];
if (hasAx()) clients.push(await node("ax", "ax.mjs"));
if (hasPythonPeer("dspy")) clients.push(await startClient("DSPy", python, [script("dspy_client.py"), base]));

console.log(`${calls} calls, ${rounds} rounds, Node ${process.versions.node}, load before ${load()}`);
for (let round = 0; round < rounds; round++) {
	for (const concurrency of CONCURRENCIES) {
		for (const client of clients) {
			await measure(client, WARM_UP, concurrency);
			client.figures.get(concurrency)?.push(await measure(client, calls, concurrency));
		}
	}
}
console.log(`load after ${load()}\n`);

console.log("concurrency  client                CPU ms/call  × bare fetch   calls/s");
for (const concurrency of CONCURRENCIES) {
	const floor = bare.figures.get(concurrency) ?? [];
	for (const { name, figures } of clients) {
		const some = figures.get(concurrency) ?? [];
		const cpuMs = median(some.map((figure) => figure.cpuMs / calls));
		const ratio = median(some.map((figure, round) => figure.cpuMs / (floor[round]?.cpuMs ?? Number.NaN)));
		const perSecond = median(some.map((figure) => (calls * 1000) / figure.wallMs));
		console.log(
			`${String(concurrency).padStart(11)}  ${name.padEnd(20)}  ${cpuMs.toFixed(3).padStart(11)}  ` +
				`${ratio.toFixed(2).padStart(12)}  ${perSecond.toFixed(0).padStart(8)}`,
		);
	}
}
for (const helper of [...clients, server]) helper.process.kill();
