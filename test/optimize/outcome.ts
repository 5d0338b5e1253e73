import type { Standing } from "../../src/optimize/optimized.ts";
import type { OptimizedFacts } from "../../src/optimize/optimized-facts.ts";
import type { Trial } from "../../src/optimize/trial.ts";

/** A candidate's standing, made by hand: 24 rows, half of them right, unless told otherwise. */
export function standing(number: number, own: Partial<Standing> = {}): Standing {
	return {
		number,
		id: `id${number}`,
		parameters: { label: { instructions: number === 0 ? "Label the mail." : `Label the mail ${number}.`, demos: [] } },
		parents: number === 0 ? [] : [0],
		origin: number === 0 ? "start" : `instruction ${number}`,
		rows: 24,
		complete: true,
		value: 0.5,
		low: 0.314,
		high: 0.686,
		failed: 0,
		unscored: 0,
		tokensPerRow: 100 + 10 * number,
		usdPerRow: 0.001,
		latencyP50Ms: 200,
		onFront: number === 0,
		...own,
	};
}

/** Evidence of so many points over the start. */
export function evidence(
	difference: number,
	adjustedP: number,
	moreRows: number | null = 0,
): NonNullable<Standing["evidence"]> {
	return {
		n: 24,
		difference,
		low: difference - 0.09375,
		high: difference + 0.09375,
		pGreater: adjustedP,
		pTwoSided: adjustedP,
		test: "McNemar, exact",
		moreRows,
		adjustedP,
	};
}

/** A look at a candidate on all rows after so many calls. */
export function trial(candidate: Standing, callsSpent: number, own: Partial<Trial> = {}): Trial {
	return {
		number: 1 + callsSpent / 24,
		candidate,
		phase: candidate.number === 0 ? "baseline" : "search",
		rows: candidate.rows,
		complete: candidate.complete,
		value: candidate.value,
		callsSpent,
		...own,
	};
}

/** The outcome of a run of "gepa" with these candidates, the first of them the start. */
export function outcome(
	candidates: readonly [Standing, ...Standing[]],
	own: Partial<OptimizedFacts> = {},
): OptimizedFacts {
	const [start] = candidates;
	const program = { name: "triage", hash: "0123456789abcdef" } as OptimizedFacts["run"]["program"];
	const dataset = (name: string) => ({ name, rows: 24, hash: "0123456789abcdef" }) as OptimizedFacts["run"]["train"];
	return {
		chosen: start,
		promoted: false,
		start,
		leader: start,
		candidates,
		trials: candidates.map((candidate, index) => trial(candidate, 24 * (index + 1))),
		spending: [
			{
				phase: "baseline",
				model: "small",
				calls: 24,
				inputTokens: 2400,
				outputTokens: 48,
				usd: 0.024,
				modelSeconds: 12,
			},
			{ phase: "search", model: "small", calls: 24, inputTokens: 2640, outputTokens: 48, usd: 0.03, modelSeconds: 90 },
		],
		budget: { calls: 100 },
		spent: { calls: 48, tokens: 5136, usd: 0.054, seconds: 30 },
		sent: { calls: 48, tokens: 5136, usd: 0.054 },
		forecast: {
			rows: 90,
			proposals: 6,
			calls: 96,
			inputTokens: 9000,
			outputTokens: 200,
			usd: 0.1,
			minutes: 1.5,
			uses: 0.96,
			basis: [],
		},
		proposals: { asked: 6, used: 4 },
		notes: [],
		metric: { name: "exact", direction: "higher", unit: "percent" },
		level: 0.95,
		evidence: 0.1,
		run: {
			optimizer: "gepa",
			program,
			models: [] as unknown as OptimizedFacts["run"]["models"],
			train: dataset("train"),
			validate: dataset("validate"),
			seed: 0,
			version: "0.0.0",
			runtime: "node 20",
			startedAt: "2025-01-01T00:00:00.000Z",
		},
		...own,
	};
}
