import { ConfigError } from "../core/errors.ts";

/**
 * pass@k: the chance that at least one of k tries passes, from n tries of which c passed.
 *
 * The unbiased estimate 1 − C(n−c, k) / C(n, k).
 *
 * @param n tries made, >= k
 * @param c tries that passed, 0 … n
 * @param k tries allowed, >= 1
 * @throws ConfigError when the counts do not fit
 * @see Chen et al. 2021, "Evaluating large language models trained on code", arXiv:2107.03374
 * @example
 * passAtK(4, 2, 2) // => 1 - 1 / 6
 */
export function passAtK(n: number, c: number, k: number): number {
	checkTries("passAtK", n, c, k);
	return 1 - shareOfDraws(n, n - c, k);
}

/**
 * pass^k: the chance that all of k tries pass, C(c, k) / C(n, k). The figure for an agent that must be reliable.
 *
 * @param n tries made, >= k
 * @param c tries that passed, 0 … n
 * @param k tries that must all pass, >= 1
 * @throws ConfigError when the counts do not fit
 * @see Yao et al. 2024, "τ-bench", arXiv:2406.12045
 * @example
 * passHatK(4, 2, 2) // => 1 / 6
 */
export function passHatK(n: number, c: number, k: number): number {
	checkTries("passHatK", n, c, k);
	return shareOfDraws(n, c, k);
}

/** C(some, k) / C(n, k) as a product, so that nothing overflows. */
function shareOfDraws(n: number, some: number, k: number): number {
	if (some < k) return 0;
	let share = 1;
	for (let i = 0; i < k; i++) share *= (some - i) / (n - i);
	return share;
}

function checkTries(who: string, n: number, c: number, k: number): void {
	const whole = [n, c, k].every(Number.isInteger);
	if (!whole || k < 1 || k > n || c < 0 || c > n) {
		throw new ConfigError(
			`${who}: expected whole numbers with 1 <= k <= n and 0 <= c <= n, found n ${n}, c ${c}, k ${k}`,
		);
	}
}
