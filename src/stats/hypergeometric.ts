import { binomialMass } from "./distribution.ts";

/**
 * Chance that k of the `drawn` come from the first of two groups, when all are drawn from both without replacement.
 *
 * @param first size of the first group
 * @param second size of the second group
 * @example
 * hypergeometricMass(1, 1, 1, 1) // => 0.5
 */
export function hypergeometricMass(k: number, first: number, second: number, drawn: number): number {
	if (drawn === 0) return k === 0 ? 1 : 0;
	// the binomials' shared p cancels; drawn / total keeps each of them far from 0
	const p = drawn / (first + second);
	return (binomialMass(k, first, p) * binomialMass(drawn - k, second, p)) / binomialMass(drawn, first + second, p);
}
