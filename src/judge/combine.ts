/** How several verdicts become one. */
export type Combine = "majority" | "mean";

/**
 * Several verdicts as one: their mean, or the most frequent; of equally frequent ones the lowest, so that a split vote never
 * praises.
 *
 * @param points at least one
 * @example
 * combine([4, 4, 1], "majority") // => 4
 * combine([0, 1], "majority") // => 0
 * combine([4, 4, 1], "mean") // => 3
 */
export function combine(points: readonly number[], how: Combine): number {
	if (how === "mean") return points.reduce((sum, each) => sum + each, 0) / points.length;
	const votes = (each: number) => points.filter((other) => other === each).length;
	return [...points].sort((a, b) => votes(b) - votes(a) || a - b)[0] ?? Number.NaN;
}
