import type { ModelResponse, TokenLogprob } from "../model/model.ts";
import type { Reading } from "./scale.ts";

/** A score weighted by how likely the model held each level. */
export interface Weighted {
	readonly points: number;
	/** Level → probability, after dropping those below 1 % and making the rest sum to 1. */
	readonly probabilities: Readonly<Record<string, number>>;
}

/**
 * The mean of a scale's points, weighted by the probability that the model gave to each level where it wrote its verdict.
 *
 * @param response an answer with log-probabilities and the alternatives at each token
 * @returns null when that cannot be read: no log-probabilities, no verdict found, or levels that begin alike (1 and 10), whose
 *   first tokens do not tell them apart. Then take the raw score.
 * @see Liu et al. 2023, "G-Eval: NLG evaluation using GPT-4 with better human alignment", arXiv:2303.16634; dropping
 *   below 1 % follows deepeval 4.3.1
 */
export function weigh(response: Pick<ModelResponse, "logprobs">, reading: Reading): Weighted | null {
	const { logprobs } = response;
	if (logprobs === undefined || logprobs.length === 0 || beginAlike(reading)) return null;
	const token = verdictToken(logprobs, reading.field);
	if (token === undefined) return null;
	const said = { token: token.token, logprob: token.logprob };
	const top = token.top ?? [];
	const all = top.some((one) => one.token === token.token) ? top : [said, ...top];
	const likely = all.flatMap((one) => {
		const level = reading.levels.find(({ level }) => bare(one.token) === String(level).toLowerCase());
		const probability = Math.exp(one.logprob);
		return level === undefined || probability < 0.01 ? [] : [{ ...level, probability }];
	});
	const total = likely.reduce((sum, { probability }) => sum + probability, 0);
	if (!likely.some(({ level }) => String(level).toLowerCase() === bare(token.token))) return null;
	const probabilities: Record<string, number> = {};
	let points = 0;
	for (const one of likely) {
		probabilities[one.level] = (probabilities[one.level] ?? 0) + one.probability / total;
		points += (one.points * one.probability) / total;
	}
	return { points, probabilities };
}

function beginAlike({ levels }: Reading): boolean {
	const names = levels.map(({ level }) => String(level).toLowerCase());
	return names.some((name) => names.some((other) => other !== name && other.startsWith(name)));
}

/** The token with which the last `<field>` section, or the last JSON field of that name, begins. */
function verdictToken(tokens: readonly TokenLogprob[], field: string): TokenLogprob | undefined {
	const text = tokens.map(({ token }) => token).join("");
	const marks = [...text.matchAll(new RegExp(`(?:<${field}>|"${field}"\\s*:)[^\\p{L}\\p{N}]*`, "giu"))];
	const last = marks.at(-1);
	if (last === undefined) return undefined;
	let position = last.index + last[0].length;
	return tokens.find(({ token }) => {
		position -= token.length;
		return position < 0;
	});
}

// Tokens carry what stands around the level: " 4", ">4", '"A'.
function bare(token: string): string {
	return token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase();
}
