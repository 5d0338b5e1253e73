/**
 * What `import` costs in a fresh process: bare Node, zod, touchstone as built for publishing, @ax-llm/ax; bare Python, DSPy.
 *
 *     npx tsx bench/import.ts [rounds, 15]
 *
 * Peers that are not installed are left out with a sentence; `npx tsx bench/peers.ts` installs them.
 *
 * Time runs from starting the process to its end, processor time is what the process says of itself. Rounds are
 * interleaved, after one that is not counted and brings every file into memory; medians are given, and what each costs
 * over the bare runtime, as the median of the differences within a round. The aim for touchstone is 60 ms at most.
 */
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { axFolder, buildPackage, hasAx, hasPythonPeer, python } from "./installed.ts";
import { median } from "./median.ts";

const rounds = Number(process.argv[2] ?? 15);

interface Candidate {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	/** What the runtime costs by itself. */
	readonly bare?: Candidate;
	readonly wallMs: number[];
	readonly cpuMs: number[];
}

function onNode(name: string, url?: string, bare?: Candidate): Candidate {
	const imported = url === undefined ? "" : `await import(${JSON.stringify(url)});`;
	// an open handle of the imported package must not keep the clock running
	const program = `${imported} const { user, system } = process.cpuUsage(); console.log((user + system) / 1000); process.exit()`;
	const args = ["--input-type=module", "--eval", program];
	return { name, command: process.execPath, args, ...(bare && { bare }), wallMs: [], cpuMs: [] };
}

function onPython(name: string, module?: string, bare?: Candidate): Candidate {
	const imported = module === undefined ? "" : `import ${module}; `;
	const program = `${imported}import os, time; print(time.process_time() * 1000, flush=True); os._exit(0)`;
	return { name, command: python, args: ["-c", program], ...(bare && { bare }), wallMs: [], cpuMs: [] };
}

function start({ command, args }: Candidate): { wallMs: number; cpuMs: number } {
	const startMs = performance.now();
	const output = execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	return { wallMs: performance.now() - startMs, cpuMs: Number(output) };
}

const fileURL = (...path: string[]) => pathToFileURL(join(...path)).href;
const node = onNode("bare Node");
const candidates = [
	node,
	onNode("zod", import.meta.resolve("zod"), node),
	onNode("touchstone", fileURL(buildPackage(), "index.js"), node),
];
if (hasAx()) candidates.push(onNode("ax", fileURL(axFolder, "node_modules", "@ax-llm", "ax", "index.js"), node));
if (hasPythonPeer("dspy")) {
	const bare = onPython("bare Python");
	candidates.push(bare, onPython("DSPy", "dspy", bare));
}

const load = () => loadavg()[0]?.toFixed(1);
console.log(`${rounds} rounds, Node ${process.versions.node}, load before ${load()}`);
for (const candidate of candidates) start(candidate);
for (let round = 0; round < rounds; round++) {
	for (const candidate of candidates) {
		const { wallMs, cpuMs } = start(candidate);
		candidate.wallMs.push(wallMs);
		candidate.cpuMs.push(cpuMs);
	}
}
console.log(`load after ${load()}\n`);

console.log("             ms in all  over bare   CPU ms in all  over bare");
for (const { name, bare, wallMs, cpuMs } of candidates) {
	const over = (mine: readonly number[], floor: readonly number[] | undefined) =>
		floor === undefined ? "" : median(mine.map((ms, round) => ms - (floor[round] ?? Number.NaN))).toFixed(0);
	console.log(
		`${name.padEnd(11)}  ${median(wallMs).toFixed(0).padStart(9)}  ${over(wallMs, bare?.wallMs).padStart(9)}   ` +
			`${median(cpuMs).toFixed(0).padStart(13)}  ${over(cpuMs, bare?.cpuMs).padStart(9)}`,
	);
}
