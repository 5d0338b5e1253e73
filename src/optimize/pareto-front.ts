import type { Random } from "../core/random.ts";

/**
 * How many items' fronts each candidate stands in: an item's front are the candidates that no other beats there. A candidate
 * is dropped (0) when every front that it stands in holds another one that is kept; the weakest are looked at first.
 *
 * A candidate that is best on some item knows something the others do not, however poor its mean: drawing parents by
 * these counts keeps such candidates in play.
 *
 * @param utilities [candidate][item], higher is better, null where the candidate was not run; ragged rows count as not run
 * @returns one count a candidate; all 0 when nothing was run
 * @see Agrawal et al. 2025, "GEPA: reflective prompt evolution can outperform reinforcement learning", arXiv:2507.19457
 * @example
 * paretoCounts([[1, 0, 1], [0, 1, 1], [0, 0, 1]]) // => [2, 2, 0]
 */
export function paretoCounts(utilities: readonly (readonly (number | null)[])[]): number[] {
	const items = Math.max(0, ...utilities.map((row) => row.length));
	const fronts = Array.from({ length: items }, (_, item) => frontOf(utilities.map((row) => row[item] ?? null)));
	const kept = new Set(utilities.map((_, candidate) => candidate));
	const weakestFirst = [...kept].sort((a, b) => meanOf(utilities[a]) - meanOf(utilities[b]) || b - a);
	for (const candidate of weakestFirst) {
		const own = fronts.filter((front) => front.has(candidate));
		if (own.every((front) => [...front].some((other) => other !== candidate && kept.has(other))))
			kept.delete(candidate);
	}
	return utilities.map((_, candidate) =>
		kept.has(candidate) ? fronts.filter((front) => front.has(candidate)).length : 0,
	);
}

/**
 * Draws an index with probability proportional to its weight.
 *
 * @returns undefined when no weight is above 0
 */
export function drawByWeight(weights: readonly number[], random: Random): number | undefined {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let left = random.next() * total;
	const drawn = weights.findIndex((weight) => {
		left -= weight;
		return weight > 0 && left < 0;
	});
	return drawn >= 0 ? drawn : undefined;
}

function frontOf(column: readonly (number | null)[]): Set<number> {
	const best = Math.max(...column.map((utility) => utility ?? -Infinity));
	return new Set(column.flatMap((utility, candidate) => (utility !== null && utility === best ? [candidate] : [])));
}

function meanOf(row: readonly (number | null)[] = []): number {
	const known = row.filter((utility) => utility !== null);
	return known.length === 0 ? -Infinity : known.reduce((sum, utility) => sum + utility, 0) / known.length;
}
