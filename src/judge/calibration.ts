import type { ErrorRecord } from "../core/errors.ts";
import type { Metric } from "../metric/metric.ts";
import type { Usage } from "../model/usage.ts";
import type { Displayable } from "../view/view.ts";
import type { Agreement } from "./agreement.ts";
import type { LeniencyBias } from "./bias/leniency.ts";
import type { JudgeNoise } from "./bias/noise.ts";
import type { PositionBias, Share } from "./bias/position.ts";
import type { SelfPreference } from "./bias/self-preference.ts";
import type { VerbosityBias } from "./bias/verbosity.ts";

/** One labelled row as the judge saw it. */
export interface CalibrationRow {
	readonly id: string;
	/** The label's value. */
	readonly label: number;
	/** The judge's value as the metric gave it; null when it could not be read. */
	readonly value: number | null;
	/** The level that counts: pass (1) or fail (0), or the nearest of the scale. */
	readonly level: number | null;
	readonly family?: string;
	readonly reason?: string;
	readonly error?: ErrorRecord;
}

/** The biases that were looked for; null: not measured, since what it takes was not given. */
export interface BiasReport {
	readonly position:
		| (PositionBias & { /** Of pairs with different labels, those whose better one won. */ readonly right: Share })
		| null;
	readonly verbosity: VerbosityBias | null;
	readonly leniency: LeniencyBias;
	readonly selfPreference: SelfPreference | null;
	readonly noise: JudgeNoise | null;
}

/** How far a judge can be trusted: plain data that shows itself and can be saved as JSON. */
export interface CalibrationData {
	readonly judge: string;
	/** Ids of the models that judged. */
	readonly models: readonly string[];
	/** What the labels are: "author labels", "people's labels". */
	readonly labels: string;
	/** pass/fail: good or bad. scale: levels in order. */
	readonly kind: "pass/fail" | "scale";
	/** pass/fail: values above this pass. */
	readonly passAbove: number | null;
	/** Rows that could not be judged; they are in no figure but this. */
	readonly failed: number;
	readonly agreement: Agreement;
	readonly bias: BiasReport;
	readonly rows: readonly CalibrationRow[];
	readonly usage: Usage;
	/** Set when the judge should not be relied on: what every table that rests on it says in bold. */
	readonly caution?: string;
}

export type Calibration = CalibrationData & Displayable;

/** Kappa's interval must lie above this for a judge to be relied on: "moderate" in Landis and Koch's words begins at 0.41. */
const leastKappa = 0.4;

/**
 * The sentence that stands in bold wherever a judge's figures do; undefined when its agreement lies safely above 0.4.
 *
 * @see Landis & Koch 1977, "The measurement of observer agreement for categorical data"
 * @example
 * cautionOf({ n: 40, kappa: 0.5, low: 0.31, high: 0.7, level: 0.95 }, "author labels")
 * // => "on 40 rows of author labels kappa is 0.50 [0.31, 0.70], which reaches down to 0.4 or less: rest no decision on this judge"
 * cautionOf({ n: 100, kappa: 0.7, low: 0.55, high: 0.8, level: 0.95 }, "author labels") // => undefined
 */
export function cautionOf(
	{ n, kappa, low, high }: Pick<Agreement, "n" | "kappa" | "low" | "high">,
	labels: string,
): string | undefined {
	const rows = `on ${n} rows of ${labels}`;
	if (kappa === null) return `${rows} its agreement cannot be computed: rest no decision on this judge`;
	if (low === null || high === null)
		return `${rows} kappa is ${kappa.toFixed(2)}, without an interval: rest no decision on this judge`;
	if (low > leastKappa) return undefined;
	return `${rows} kappa is ${kappa.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}], which reaches down to 0.4 or less: rest no decision on this judge`;
}

/**
 * A judge with its calibration attached: where that calls for caution, every table which rests on the judge says so in bold.
 *
 * The model may be wrapped (`using`), since budgets and caches do that. Change the instructions, and the calibration is gone
 * with them: calibrate again.
 *
 * @example
 * const tone = { name: "tone", direction: "higher", range: [0, 1], score: () => ({ value: 1 }) };
 * calibrated(tone, { caution: "kappa is low" }).caution // => "kappa is low"
 */
export function calibrated<M extends Metric<never, never, never>>(
	metric: M,
	calibration: Pick<CalibrationData, "caution">,
): M {
	const { caution: _, ...plain } = metric;
	const { using } = metric;
	return {
		...plain,
		...(calibration.caution === undefined ? {} : { caution: calibration.caution }),
		...(using === undefined
			? {}
			: { using: (choice: Parameters<typeof using>[0]) => calibrated(using(choice), calibration) }),
	} as unknown as M;
}
