import type { Price } from "../model/model.ts";

/**
 * Half of a price on demand, for input and output: what AWS asks for a batch of most models, so an estimate. A price of the
 * prompt cache is left as it is.
 *
 * @returns null when the price on demand is unknown
 * @example
 * batchPrice({ input: 0.8, output: 3.2, source: "AWS price list", date: "2026-11-22" })?.output // => 1.6
 * batchPrice(null) // => null
 */
export function batchPrice(onDemand: Price | null | undefined): Price | null {
	if (onDemand === null || onDemand === undefined) return null;
	return {
		...onDemand,
		input: onDemand.input / 2,
		output: onDemand.output / 2,
		source: `half of the price on demand, an estimate (${onDemand.source})`,
	};
}
