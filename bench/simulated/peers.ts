/** The peers on the simulated task: DSPy in a process of its own, against the server in another. Results are kept. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { python, pythonPeers, workshop } from "../installed.ts";
import { startTalker } from "../talker.ts";
import type { Result } from "./result.ts";
import { rulesVersion } from "./world.ts";

/** A line for bench/peers/optimize_dspy.py. */
export interface PeerRun {
	readonly optimizer: "mipro-light" | "mipro-medium" | "mipro-light-zero-shot" | "gepa";
	readonly serverSeed: number;
	readonly runSeed: number;
	/** gepa only, which takes a budget and no advice on how many rows to validate on. */
	readonly calls?: number;
	readonly validationRows?: number;
}

const kept = join(workshop, "optimizers-peers.jsonl");
const log = join(workshop, "optimizers-peers.log");

/** Runs what was not run before under the same rules and versions; `onResult` hears of each run that was made. */
export async function runPeers(runs: readonly PeerRun[], onResult: (result: Result) => void): Promise<Result[]> {
	mkdirSync(workshop, { recursive: true });
	const known = keptResults();
	const missing = runs.filter((run) => !known.has(keyOf(run)));
	if (missing.length > 0) {
		await using server = await startTalker(
			process.execPath,
			["--import", "tsx", join("bench", "simulated", "server.ts")],
			log,
		);
		const base = `http://127.0.0.1:${server.greeting}`;
		await using peer = await startTalker(python, [join("bench", "peers", "optimize_dspy.py"), base], log);
		for (const run of missing) {
			const answer = {
				...(JSON.parse(await peer.ask(JSON.stringify(run))) as Result),
				name: nameOf(run),
				calls: run.calls ?? null,
			};
			appendFileSync(kept, `${JSON.stringify({ key: keyOf(run), ...answer })}\n`);
			known.set(keyOf(run), answer);
			onResult(answer);
		}
	}
	return runs.flatMap((run) => known.get(keyOf(run)) ?? []);
}

function nameOf({ optimizer, validationRows }: PeerRun): string {
	const name = {
		gepa: "DSPy GEPA",
		"mipro-light": "DSPy MIPROv2 light",
		"mipro-medium": "DSPy MIPROv2 medium",
		"mipro-light-zero-shot": "DSPy MIPROv2 light, no demos",
	}[optimizer];
	return validationRows === undefined ? name : `${name}, ${validationRows} rows`;
}

/** The rules of the world and the peers' versions are in the key: a figure of other ones is no figure of these. */
function keyOf(run: PeerRun): string {
	const { optimizer, serverSeed, runSeed, calls = null, validationRows = null } = run;
	return JSON.stringify([rulesVersion, pythonPeers.dspy, optimizer, serverSeed, runSeed, calls, validationRows]);
}

function keptResults(): Map<string, Result> {
	if (!existsSync(kept)) return new Map();
	const lines = readFileSync(kept, "utf8").split("\n").filter(Boolean);
	return new Map(
		lines.map((line) => {
			const { key, ...result } = JSON.parse(line) as Result & { readonly key: string };
			return [key, result];
		}),
	);
}
