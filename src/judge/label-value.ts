import { DataError } from "../core/errors.ts";
import type { Metric } from "../metric/metric.ts";
import type { Judge } from "./judge.ts";
import type { Level } from "./scale.ts";

/** What people said of an output: good or bad, or a level of the judge's own scale. */
export type Label = boolean | Level;

/** How labels and verdicts become comparable levels. */
export interface LabelScale {
	readonly kind: "pass/fail" | "scale";
	/** Worst first. */
	readonly levels: readonly number[];
	/** Values above this pass; null on a scale. */
	readonly passAbove: number | null;
	readonly valueOf: (label: Label, id: string) => number;
}

/**
 * The scale on which labels and a judge's values meet.
 *
 * Booleans are pass and fail: the judge then passes what lies above `passAbove`, by default the middle of its range. Levels
 * of a judge's scale (4, "yes", "B") are taken at the value that the judge gives them; for other metrics the labels are
 * values already.
 *
 * @throws DataError when booleans and levels are mixed, or a label is no level of the judge
 * @example
 * const tone = { name: "tone", direction: "higher", range: [0.2, 1], score: () => ({ value: 1 }) };
 * labelScale(tone, [true, false]).passAbove // => 0.6
 * labelScale(tone, [0.2, 1, 0.2]).levels // => [0.2, 1]
 */
export function labelScale<I, E, O>(
	metric: Pick<Metric<I, E, O>, "name" | "range"> & Partial<Pick<Judge, "levels">>,
	labels: readonly Label[],
	passAbove?: number,
): LabelScale {
	const booleans = labels.filter((label) => typeof label === "boolean").length;
	if (booleans > 0 && booleans < labels.length) {
		throw new DataError(
			`judge.calibrate: expected labels of one kind, found ${booleans} of ${labels.length} true or false`,
		);
	}
	if (booleans > 0 || labels.length === 0) {
		const middle = (metric.range[0] + metric.range[1]) / 2;
		return { kind: "pass/fail", levels: [0, 1], passAbove: passAbove ?? middle, valueOf: (label) => Number(label) };
	}
	const own = new Map(metric.levels?.map(({ level, value }) => [String(level).toLowerCase(), value]));
	const worth = (label: Label, id: string) => {
		const value = own.size > 0 ? own.get(String(label).toLowerCase()) : Number(label);
		if (value !== undefined && Number.isFinite(value)) return value;
		const known = own.size > 0 ? `one of ${[...own.keys()].join(", ")}` : "a number";
		throw new DataError(
			`judge.calibrate: expected the label of row "${id}" to be ${known}, found ${JSON.stringify(label)}`,
		);
	};
	const values = own.size > 0 ? [...own.values()] : labels.map((label) => worth(label, ""));
	return { kind: "scale", levels: [...new Set(values)].sort((a, b) => a - b), passAbove: null, valueOf: worth };
}
