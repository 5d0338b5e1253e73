/**
 * Rows a CPU second of the text metrics on real texts: the first sentence of 1,400 public documents beside their
 * summaries, and of 632 paragraphs beside the answers to questions on them. rouge-score and sacrebleu in the same run.
 *
 *   npx tsx bench/public-sets.ts
 *
 * Needs the public sets beside the checkout (../shared/datasets); `npx tsx bench/peers.ts` installs the peers.
 *
 * The sums of all values are compared with the peers', so that neither can be fast by being wrong.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseJsonl } from "../src/data/jsonl.ts";
import { sentenceBleu } from "../src/metric/bleu.ts";
import { sentenceChrf } from "../src/metric/chrf.ts";
import { levenshteinSimilarity } from "../src/metric/distance/levenshtein.ts";
import { meteorScore } from "../src/metric/meteor.ts";
import { rougeScorer } from "../src/metric/rouge.ts";
import { unicodeWords } from "../src/metric/text/tokenize.ts";
import { tokenOverlap } from "../src/metric/token-f1.ts";
import { hasPythonPeer, python } from "./installed.ts";
import { median } from "./median.ts";

interface Pair {
	readonly reference: string;
	readonly candidate: string;
}

interface Measured {
	readonly set: string;
	readonly metric: string;
	readonly peer: string;
	readonly cpuSeconds: number;
	readonly sum: number;
}

const folder = new URL("../../shared/datasets/", import.meta.url);

if (existsSync(folder)) bench();
else console.log("bench: skipped, the public sets (../shared/datasets beside the checkout) are absent.");

function bench(): void {
	const sets: Readonly<Record<string, readonly Pair[]>> = {
		summarization: [
			...read("summarization/xsum", "document", "summary"),
			...read("summarization/scitldr", "document", "summary"),
			...read("summarization/dialogsum", "dialogue", "summary"),
		],
		qa: read("qa/xquad_en", "context", "answers"),
	};
	const peers = measurePeers(sets);
	const scoreRouge = rougeScorer({ stemmer: true });
	const metrics: Readonly<Record<string, (pair: Pair) => number>> = {
		rouge({ reference, candidate }) {
			const { rouge1, rouge2, rougeL } = scoreRouge(reference, candidate);
			return rouge1.f1 + rouge2.f1 + rougeL.f1;
		},
		bleu: ({ reference, candidate }) => sentenceBleu(reference, candidate).score,
		chrf: ({ reference, candidate }) => sentenceChrf(reference, candidate),
		meteor: ({ reference, candidate }) => meteorScore(unicodeWords(reference), unicodeWords(candidate)).score,
		"token F1": ({ reference, candidate }) => tokenOverlap(reference, candidate).f1,
		Levenshtein: ({ reference, candidate }) => levenshteinSimilarity(reference, candidate),
	};
	console.log("set            metric        rows/CPU s   peer         its rows/CPU s   times");
	for (const [set, pairs] of Object.entries(sets)) {
		for (const [metric, score] of Object.entries(metrics)) {
			const ours = measure(pairs, score);
			const peer = peers.find((found) => found.set === set && found.metric === metric);
			if (peer !== undefined && !(Math.abs(peer.sum - ours.sum) <= 1e-6 * Math.max(1, peer.sum))) {
				throw new Error(`bench: the sums of ${metric} on ${set} differ, ${peer.peer} ${peer.sum}, ours ${ours.sum}`);
			}
			const rate = (cpuSeconds: number) => Math.round(pairs.length / cpuSeconds).toLocaleString("en-US");
			const beside =
				peer === undefined
					? ""
					: `   ${peer.peer.padEnd(11)}  ${rate(peer.cpuSeconds).padStart(14)}   ${(peer.cpuSeconds / ours.cpuSeconds).toFixed(1).padStart(5)}`;
			console.log(`${set.padEnd(13)}  ${metric.padEnd(11)}  ${rate(ours.cpuSeconds).padStart(11)}${beside}`);
		}
	}
}

/** A set as first sentences beside its references; the first of several. */
function read(name: string, text: string, reference: string): Pair[] {
	return parseJsonl(readFileSync(new URL(`${name}.jsonl`, folder), "utf8"), name).map((row) => ({
		reference: String([row[reference]].flat()[0]),
		candidate:
			String(row[text])
				.trim()
				.split(/(?<=[.!?])\s+/)[0] ?? "",
	}));
}

/** CPU seconds of one pass, the middle of five after one that warms up. */
function measure(pairs: readonly Pair[], score: (pair: Pair) => number) {
	const pass = () => {
		const before = process.cpuUsage();
		const sum = pairs.reduce((total, pair) => total + score(pair), 0);
		const { user, system } = process.cpuUsage(before);
		return { sum, cpuSeconds: (user + system) / 1e6 };
	};
	pass();
	const passes = Array.from({ length: 5 }, pass);
	return { sum: passes[0]?.sum ?? 0, cpuSeconds: median(passes.map(({ cpuSeconds }) => cpuSeconds)) };
}

function measurePeers(sets: Readonly<Record<string, readonly Pair[]>>): Measured[] {
	const present = ["rouge-score", "sacrebleu"].filter(hasPythonPeer); // each that is absent is named, with the remedy
	if (present.length === 0) return [];
	const scratch = mkdtempSync(join(tmpdir(), "bench-public-sets-"));
	try {
		const file = join(scratch, "sets.json");
		writeFileSync(file, JSON.stringify(sets));
		const script = new URL("./peers/public_sets.py", import.meta.url).pathname;
		const lines = execFileSync(python, [script, file], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
		return parseJsonl(lines) as unknown as Measured[];
	} finally {
		rmSync(scratch, { recursive: true });
	}
}
