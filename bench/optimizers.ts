/**
 * What optimizers reach on the simulated task, whose truth is known: ours beside DSPy's MIPROv2 and GEPA.
 *
 *     npx tsx bench/peers.ts                        # once: installs the peers
 *     npx tsx bench/optimizers.ts                   # worlds 0-7, for choosing settings
 *     npx tsx bench/optimizers.ts publish           # worlds 100-107, for the figures: look once
 *     npx tsx bench/optimizers.ts --servers=0,1 --runs=1 --budgets=680 --only=GEPA
 *
 * Everybody starts from the same instruction (0.300), sees the same 100 train and 200 validation rows, and asks the same
 * blind proposer; the best instruction is worth 0.76. Truth is the returned program's accuracy over all tickets there
 * could be, known to the server alone. MIPROv2 takes no budget and stands at the calls that it spent.
 */
import { loadavg } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { table } from "../src/view/table.ts";
import { hasPythonPeer } from "./installed.ts";
import { contestants } from "./simulated/contestants.ts";
import { runContestant } from "./simulated/ours.ts";
import { type PeerRun, runPeers } from "./simulated/peers.ts";
import { lead, type Result, standingsOf } from "./simulated/result.ts";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		servers: { type: "string" },
		runs: { type: "string", default: "3" },
		budgets: { type: "string", default: "200,400,680,1700" },
		only: { type: "string", default: "" },
	},
});
const publish = positionals.includes("publish");
const servers = values.servers ? numbers(values.servers) : Array.from({ length: 8 }, (_, i) => i + (publish ? 100 : 0));
const runSeeds = Array.from({ length: Number(values.runs) }, (_, index) => index);
const budgets = numbers(values.budgets);

/**
 * GEPA validates every accepted candidate on all rows that it is given, so many rows leave it few candidates. On worlds
 * 0-5 at 680 calls it reached 0.59 with 12 rows, 0.58 with 25, 0.55 with 50 and 0.47 with 100: it gets 25 here, and at 680
 * also 100, which is how many MIPROv2 light takes.
 */
const gepaRows = (calls: number) => (calls === 680 ? [25, 100] : [25]);

const peerRuns = servers.flatMap((serverSeed) =>
	runSeeds.flatMap((runSeed): PeerRun[] => [
		{ optimizer: "mipro-light", serverSeed, runSeed },
		{ optimizer: "mipro-light-zero-shot", serverSeed, runSeed },
		{ optimizer: "mipro-medium", serverSeed, runSeed },
		...budgets.flatMap((calls) =>
			gepaRows(calls).map((validationRows): PeerRun => {
				return { optimizer: "gepa", serverSeed, runSeed, calls, validationRows };
			}),
		),
	]),
);
const wanted = (name: string) => values.only.split(",").some((part) => name.toLowerCase().includes(part.toLowerCase()));

console.log(`load ${loadavg()[0]?.toFixed(1)}; worlds ${servers.join(" ")}, ${runSeeds.length} runs in each`);
const results: Result[] = [];
for (const contestant of contestants.filter(({ name }) => wanted(name))) {
	for (const calls of budgets) {
		for (const server of servers) {
			for (const seed of runSeeds) results.push(await runContestant(contestant, server, seed, calls));
		}
		progress(`${contestant.name} at ${calls}`);
	}
}
const ours = new Set(results.map(({ name }) => name));
if (hasPythonPeer("dspy")) {
	const asked = peerRuns.filter(({ optimizer }) => wanted(`dspy ${optimizer}`));
	let done = 0;
	const found = await runPeers(asked, ({ name }) => progress(`${name}, ${++done} new runs`));
	results.push(...found);
}
progress("");

const share = (value: number | null) => (value === null ? "–" : value.toFixed(3));
console.log(
	table({
		caption: `True value reached: start 0.300, best by instruction alone 0.760`,
		rows: standingsOf(results).sort((a, b) => (a.calls ?? a.taskCalls) - (b.calls ?? b.taskCalls) || a.truth - b.truth),
		columns: [
			{ key: "name", label: "Optimizer" },
			{ key: "calls", label: "Asked" },
			{ key: "truth", label: "Truth", format: share },
			{ key: "interval", label: "95 %", format: ({ low, high }) => `${share(low)}-${share(high)}` },
			{ key: "claimed", label: "Claim", format: share },
			{ key: "taskCalls", label: "Calls", format: (calls) => calls.toFixed(0) },
			{ key: "overshoot", label: "Over" },
			{ key: "proposerCalls", label: "Proposer", format: (calls) => calls.toFixed(0) },
			{ key: "thousandTokens", label: "k tokens", format: (tokens) => tokens.toFixed(0) },
			{ key: "seconds", label: "s", format: (seconds) => seconds.toFixed(1) },
			{ key: "runs", label: "Runs" },
		],
		note: "Means over runs. The interval's sample are the worlds. Over: most task calls beyond those asked for, in any run.",
		width: 140,
	}).text,
);

const leads = [...ours].flatMap((name) => {
	const mine = results.filter((result) => result.name === name);
	const theirs = standingsOf(results.filter((result) => !ours.has(result.name)));
	return theirs.flatMap((peer) => {
		const nearest = nearestBudget(peer.calls ?? peer.taskCalls);
		const gap = lead(
			mine.filter(({ calls }) => calls === nearest),
			results.filter((result) => result.name === peer.name && result.calls === peer.calls),
		);
		return gap === null ? [] : [{ name, calls: nearest, peer: peer.name, gap }];
	});
});
if (leads.length > 0) {
	console.log(
		table({
			caption: "Lead in true value, paired by world",
			rows: leads,
			columns: [
				{ key: "name", label: "Ours" },
				{ key: "calls", label: "Asked" },
				{ key: "peer", label: "Over" },
				{
					key: "gap",
					label: "Lead, 95 %",
					format: ({ mean, interval }) => `${share(mean)} (${share(interval.low)} to ${share(interval.high)})`,
				},
			],
			note: "A peer without a budget is compared at the budget nearest to what it spent.",
			width: 140,
		}).text,
	);
}

function nearestBudget(calls: number): number {
	return budgets.reduce((best, budget) => (Math.abs(budget - calls) < Math.abs(best - calls) ? budget : best));
}

function numbers(list: string): number[] {
	return list.split(",").map(Number);
}

/** One line that changes, in a terminal; elsewhere nothing. */
function progress(words: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r${words.padEnd(60)}${words === "" ? "\r" : ""}`);
}
