/** A range of plausible values around an estimate. `low <= high`; neither is ever NaN. */
export interface Interval {
	readonly low: number;
	readonly high: number;
	/** The share of repetitions in which such a range covers the truth, in (0, 1). */
	readonly level: number;
	/** How it was made, in words for a table: "Wilson", "BCa bootstrap", … */
	readonly method: string;
}
