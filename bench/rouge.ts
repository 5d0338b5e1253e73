/**
 * ROUGE-1/2/L with stemming on 2,000 generated pairs of about 100 words: CPU seconds, ours beside the Python package
 * rouge-score, in one run.
 *
 * Needs a Python with the peer in it, once:
 *   python3 -m venv .venv-bench && .venv-bench/bin/pip install rouge-score==0.1.2
 * Then:
 *   npx tsx bench/rouge.ts            (BENCH_PYTHON=/path/to/python for another Python)
 *
 * Both time the scoring alone, without start-up and reading. Ours computes ROUGE-Lsum as well. The sums of all F1 values
 * are compared, so that neither can be fast by being wrong.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "../src/core/random.ts";
import { rougeScorer } from "../src/metric/rouge.ts";

const pairCount = 2000;
const python = process.env.BENCH_PYTHON ?? ".venv-bench/bin/python";

const pairs = generatePairs(pairCount);
const folder = mkdtempSync(join(tmpdir(), "bench-rouge-"));
try {
	const file = join(folder, "pairs.json");
	writeFileSync(file, JSON.stringify(pairs));
	const peerScript = new URL("./peers/rouge.py", import.meta.url).pathname;
	const peer = JSON.parse(execFileSync(python, [peerScript, file], { encoding: "utf8" })) as Measured;
	const ours = measureOurs();

	if (Math.abs(peer.sumOfF1 - ours.sumOfF1) > 1e-6) {
		throw new Error(`bench: the sums of F1 differ, rouge-score ${peer.sumOfF1}, ours ${ours.sumOfF1}`);
	}
	console.log(`ratio         ${(peer.cpuSeconds / ours.cpuSeconds).toFixed(1)} times less CPU`);
	console.log(`ours          ${ours.cpuSeconds.toFixed(3)} CPU s`);
	console.log(`rouge-score   ${peer.cpuSeconds.toFixed(3)} CPU s`);
	console.log(`same results  sum of ${pairCount * 3} F1 values ${ours.sumOfF1.toFixed(6)}`);
} finally {
	rmSync(folder, { recursive: true });
}

interface Measured {
	readonly cpuSeconds: number;
	readonly sumOfF1: number;
}

function measureOurs(): Measured {
	const before = process.cpuUsage();
	const score = rougeScorer({ stemmer: true });
	let sumOfF1 = 0;
	for (const { reference, candidate } of pairs) {
		const { rouge1, rouge2, rougeL } = score(reference, candidate);
		sumOfF1 += rouge1.f1 + rouge2.f1 + rougeL.f1;
	}
	const { user, system } = process.cpuUsage(before);
	return { cpuSeconds: (user + system) / 1e6, sumOfF1 };
}

/** Invented words with English endings, some frequent and most rare; the candidate is the reference, reworked. */
function generatePairs(count: number): { reference: string; candidate: string }[] {
	const source = random(2004);
	const pick = <T>(items: readonly T[]) => items[source.integer(items.length)] as T;
	const syllables = [
		"re",
		"la",
		"tion",
		"con",
		"mi",
		"ster",
		"ga",
		"lo",
		"pre",
		"du",
		"ver",
		"sal",
		"ti",
		"no",
		"ber",
		"or",
	];
	const endings = ["", "", "s", "ed", "ing", "ly", "ness", "ful", "ation", "ize", "able", "ment", "ies", "er", "al"];
	const frequent = ["the", "a", "of", "to", "and", "in", "is", "that", "for", "it", "with", "as", "was", "on"];
	const vocabulary = Array.from(
		{ length: 20_000 },
		() => pick(syllables) + pick(syllables) + pick(["", ...syllables]) + pick(endings),
	);
	// Squaring favours the front of the list: a few words come often, as in real text
	const word = () =>
		source.next() < 0.4 ? pick(frequent) : (vocabulary[Math.floor(source.next() ** 2 * 20_000)] ?? "");
	return Array.from({ length: count }, () => {
		const words = Array.from({ length: 90 + source.integer(21) }, word);
		const reworked = words.flatMap((old) => {
			const chance = source.next();
			if (chance < 0.15) return [];
			if (chance < 0.35) return [word()];
			return chance < 0.45 ? [old, word()] : [old];
		});
		return { reference: `${words.join(" ")}.`, candidate: `${reworked.join(" ")}.` };
	});
}
