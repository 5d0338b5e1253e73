/** What the values mean: names, an order, distances, or distances from a true zero. */
export type MeasurementLevel = "nominal" | "ordinal" | "interval" | "ratio";

export interface AlphaOptions {
	readonly level?: MeasurementLevel;
	/** Every value that could occur, for "ordinal" in order; those that occur, sorted, otherwise. */
	readonly domain?: readonly number[];
}

/**
 * Krippendorff's alpha: agreement of any number of raters, with gaps, at any level of measurement.
 *
 * 1 is perfect, 0 is chance; 0.8 is the usual line for firm conclusions, 0.667 for tentative ones. Items with fewer than
 * two ratings tell nothing and are left out.
 *
 * @param ratings [rater][item]; null where a rater did not rate an item
 * @returns null when undefined: no item has two ratings, or all ratings are the same value
 * @see Krippendorff 2011, "Computing Krippendorff's alpha-reliability"
 * @example
 * krippendorffAlpha([[1, 2, null], [1, 2, 3]], { level: "nominal" }) // => 1
 */
export function krippendorffAlpha(
	ratings: readonly (readonly (number | null)[])[],
	options: AlphaOptions = {},
): number | null {
	const { level = "interval" } = options;
	const items = Math.max(0, ...ratings.map((list) => list.length));
	const columns = Array.from({ length: items }, (_, item) =>
		ratings.map((list) => list[item] ?? null).filter((value) => value !== null),
	).filter((values) => values.length >= 2);

	const domain = options.domain ?? [...new Set(columns.flat())].sort((a, b) => a - b);
	const position = new Map(domain.map((value, index) => [value, index]));
	const counts = columns.map((values) => {
		const line = new Array<number>(domain.length).fill(0); // [value]
		for (const value of values) {
			const index = position.get(value);
			if (index !== undefined) line[index] = (line[index] ?? 0) + 1;
		}
		return line;
	});
	const totals = domain.map((_, index) => counts.reduce((sum, line) => sum + (line[index] ?? 0), 0));
	const distance = distances(level, domain, totals);
	const all = totals.reduce((sum, total) => sum + total, 0);

	let observed = 0;
	let byChance = 0;
	for (let i = 0; i < domain.length; i++) {
		for (let j = 0; j < domain.length; j++) {
			if (i === j) continue; // equal values are at distance 0
			const apart = distance(i, j);
			for (const line of counts) {
				const raters = line.reduce((sum, count) => sum + count, 0);
				observed += (apart * (line[i] ?? 0) * (line[j] ?? 0)) / (raters - 1);
			}
			byChance += (apart * (totals[i] ?? 0) * (totals[j] ?? 0)) / (all - 1);
		}
	}
	return byChance > 0 ? 1 - observed / byChance : null;
}

/** The squared distance between the i-th and the j-th value of the domain. */
function distances(
	level: MeasurementLevel,
	domain: readonly number[],
	totals: readonly number[],
): (i: number, j: number) => number {
	const value = (index: number) => domain[index] ?? 0;
	const total = (index: number) => totals[index] ?? 0;
	switch (level) {
		case "nominal":
			return () => 1;
		case "ordinal":
			// as many ratings apart as lie between the two, their own counted half
			return (i, j) => {
				let between = -(total(i) + total(j)) / 2;
				for (let k = Math.min(i, j); k <= Math.max(i, j); k++) between += total(k);
				return between ** 2;
			};
		case "interval":
			return (i, j) => (value(i) - value(j)) ** 2;
		case "ratio":
			return (i, j) => {
				const sum = value(i) + value(j);
				return sum === 0 ? 0 : ((value(i) - value(j)) / sum) ** 2;
			};
	}
}
