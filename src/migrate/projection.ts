import type { Report } from "../evaluate/report.ts";
import type { Price } from "../model/model.ts";
import { costOf } from "../model/prices.ts";

/** What the migration saves in a month at a given volume. */
export interface Projection {
	/** Runs of the program in a month. */
	readonly runsPerMonth: number;
	/** US dollars a month; null when a price is unknown. */
	readonly sourceUsd: number | null;
	readonly targetUsd: number | null;
	/** source − target; negative when the migration costs more. */
	readonly savingUsd: number | null;
	/** What the prices are: the models' own, or those given to price these tokens as if hosted. */
	readonly basis: string;
}

/**
 * Projects the cost of a month from the tokens of the test rows.
 *
 * @param prices prices to use in place of the models' own: a local model is free, its hosted kin is not
 */
export function project(
	source: Report,
	optimized: Report,
	runsPerMonth: number,
	prices?: { readonly source: Price; readonly target: Price },
): Projection {
	const perRun = (report: Report, price: Price | undefined) => {
		const cost = price === undefined ? report.usage.costUsd : costOf(report.usage, price);
		return cost === null ? null : cost / Math.max(1, report.rows.length);
	};
	const month = (cost: number | null) => (cost === null ? null : cost * runsPerMonth);
	const sourceUsd = month(perRun(source, prices?.source));
	const targetUsd = month(perRun(optimized, prices?.target));
	return {
		runsPerMonth,
		sourceUsd,
		targetUsd,
		savingUsd: sourceUsd === null || targetUsd === null ? null : sourceUsd - targetUsd,
		basis:
			prices === undefined
				? "the models' own prices"
				: `as if at ${prices.source.source} (${prices.source.date}), ${prices.target.source} (${prices.target.date})`,
	};
}
