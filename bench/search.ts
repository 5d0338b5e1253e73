/**
 * Search quality: what random search, TPE and the Gaussian process would hand back after 20, 40 and 80 trials, beside
 * Optuna's random search and multivariate TPE on the same landscapes with the same items.
 *
 *     npx tsx bench/peers.ts                    (once: installs Optuna, pinned)
 *     npx tsx bench/search.ts [landscapes] [first seed]
 *
 * Each kind of landscape is drawn anew for each seed, in thousandths. Ours and Optuna read landscapes and items from one
 * file. A noisy trial is of 35 fresh items, each with a difficulty drawn uniformly: a cell answers those that lie below
 * its true value. An exact trial gives the true value. The reading is the true value of the choice handed back.
 *
 * The Gaussian process was tuned on the seeds 0 to 199; published are 1000 to 1049, the default.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { gp } from "../src/optimize/search/gp.ts";
import { randomSampler } from "../src/optimize/search/random-sampler.ts";
import type { Sampler } from "../src/optimize/search/sampler.ts";
import { search } from "../src/optimize/search/search.ts";
import { tpe } from "../src/optimize/search/tpe.ts";
import { cellOf } from "../src/optimize/search/variables.ts";
import { hasPythonPeer, python } from "./installed.ts";
import { drawItems, drawLandscapes, kinds, sum, trueValue, variablesOf } from "./landscapes.ts";

const landscapeCount = Number(process.argv[2] ?? 50);
const first = Number(process.argv[3] ?? 1000);
const readings = [20, 40, 80] as const;
const trialCount = 80;
const itemsATrial = 35;
const noises = ["35 items", "exact"] as const;
type Noise = (typeof noises)[number];

/** True values in thousandths, [landscape][reading]. */
type Readings = readonly (readonly number[])[];

const landscapes = drawLandscapes(first, landscapeCount);
const items = drawItems(first, landscapeCount, trialCount, itemsATrial);

console.log(`load ${loadavg()[0]?.toFixed(1)}; seeds ${first} to ${first + landscapeCount - 1}`);
const samplers: Record<string, Sampler> = { random: randomSampler, tpe, gp };
const results: Record<string, Record<Noise, Readings>> = {};
const cpuMs: Record<string, number> = {};
for (const [name, sampler] of Object.entries(samplers)) {
	const before = process.cpuUsage();
	results[name] = { "35 items": await readAll(sampler, "35 items"), exact: await readAll(sampler, "exact") };
	const { user, system } = process.cpuUsage(before);
	cpuMs[name] = (user + system) / 1000 / (landscapes.length * noises.length * trialCount);
}
if (hasPythonPeer("optuna")) {
	for (const [name, { cpuMs: ms, ...found }] of Object.entries(readPeers())) {
		results[name] = found;
		cpuMs[name] = ms;
	}
}
print();

async function readAll(sampler: Sampler, noise: Noise): Promise<Readings> {
	const found: number[][] = [];
	for (const [index, landscape] of landscapes.entries()) {
		const variables = variablesOf(landscape.sizes);
		const { trials } = await search({
			variables,
			sampler,
			seed: first * 1000 + index * noises.length + noises.indexOf(noise),
			budget: { trials: trialCount },
			observe: async (choice, trial) => {
				const value = trueValue(landscape, cellOf(variables, choice));
				if (noise === "exact") return { mean: value / 1000, n: 1, variance: 0 };
				const right = (items[landscape.seed]?.[trial] ?? []).filter((item) => item < value).length;
				return { mean: right / itemsATrial, n: itemsATrial };
			},
		});
		found.push(
			readings.map((count) =>
				trueValue(landscape, cellOf(variables, sampler.best(variables, trials.slice(0, count)).choice)),
			),
		);
	}
	return found;
}

function readPeers(): Record<string, Record<Noise, Readings> & { readonly cpuMs: number }> {
	const folder = mkdtempSync(join(tmpdir(), "bench-search-"));
	try {
		const file = join(folder, "landscapes.json");
		writeFileSync(file, JSON.stringify({ first, readings, noises, landscapes, items }));
		const script = new URL("./peers/search_optuna.py", import.meta.url).pathname;
		return JSON.parse(execFileSync(python, [script, file], { encoding: "utf8", maxBuffer: 2 ** 26 }));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The mean over the landscapes of a kind, and its standard error, of the readings or of a paired difference. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
	const mean = sum(values) / values.length / 1000;
	const variance = sum(values.map((value) => (value / 1000 - mean) ** 2)) / (values.length - 1);
	return { mean, error: Math.sqrt(variance / values.length) };
}

function column(name: string, noise: Noise, kind: string, reading: number): number[] {
	const all = results[name]?.[noise] ?? [];
	return all.filter((_, index) => landscapes[index]?.kind === kind).map((found) => found[reading] ?? 0);
}

function difference(name: string, other: string, noise: Noise, kind: string, reading: number) {
	const against = column(other, noise, kind, reading);
	return meanOf(column(name, noise, kind, reading).map((value, index) => value - (against[index] ?? 0)));
}

function print(): void {
	const names = Object.keys(results);
	console.log(`\nTrue value of what is handed back, mean ± standard error over ${landscapeCount} landscapes a kind\n`);
	row(["landscape", "observed", "best", "sampler", ...readings.map((count) => `${count} trials`)]);
	row(["---", "---", "---", "---", "---", "---", "---"]);
	for (const kind of Object.keys(kinds)) {
		const best = meanOf(landscapes.filter((one) => one.kind === kind).map(({ values }) => Math.max(...values)));
		for (const noise of noises) {
			for (const name of names) {
				const cells = readings.map((_, reading) => plusMinus(meanOf(column(name, noise, kind, reading))));
				row([kind, noise, best.mean.toFixed(3), name, ...cells]);
			}
		}
	}
	if (results["optuna tpe"] !== undefined) {
		printDifference("tpe", "optuna tpe");
		printDifference("random", "optuna random");
		printDifference("gp", "optuna tpe");
	}
	printDifference("gp", "tpe");
	const times = Object.entries(cpuMs).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
	console.log(`\nCPU ms a trial: ${times.join(", ")}`);
}

/** The table of paired differences; those beyond 2 standard errors are counted. */
function printDifference(name: string, other: string): void {
	console.log(`\n${name} − ${other}, paired by landscape, mean ± standard error\n`);
	row(["landscape", "observed", ...readings.map((count) => `${count} trials`)]);
	row(["---", "---", "---", "---", "---"]);
	const errors: number[] = [];
	for (const kind of Object.keys(kinds)) {
		for (const noise of noises) {
			const cells = readings.map((_, reading) => {
				const found = difference(name, other, noise, kind, reading);
				errors.push(found.error === 0 ? 0 : found.mean / found.error);
				return plusMinus(found, true);
			});
			row([kind, noise, ...cells]);
		}
	}
	const within = errors.filter((count) => Math.abs(count) <= 2).length;
	const ahead = errors.filter((count) => count > 2).length;
	console.log(
		`\nWithin 2 standard errors in ${within} of ${errors.length} (${Math.round((100 * within) / errors.length)} %), ahead in ${ahead}, behind in ${errors.length - within - ahead}; furthest ahead ${Math.max(...errors).toFixed(1)}, furthest behind ${Math.min(...errors).toFixed(1)} standard errors.`,
	);
}

function plusMinus({ mean, error }: { mean: number; error: number }, signed = false): string {
	return `${signed && mean >= 0 ? "+" : ""}${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}

function row(cells: readonly string[]): void {
	console.log(`| ${cells.join(" | ")} |`);
}
