import type { Price } from "../model/model.ts";
import { priceOf } from "../model/prices.ts";
import { batchPriceOf } from "./batch-price-of.ts";
import { splitGeography } from "./geography.ts";
import { refreshPrices } from "./prices-refresh.ts";
import { rowCalled } from "./resolve-model.ts";

/**
 * Prices of Bedrock's models, in US dollars per million tokens: `refresh` reads them from AWS, `of` and `batchOf` look them up,
 * by a short name or an id, with or without a geography. All are estimates, with source and date; null is unknown.
 *
 * @example
 * prices.of("nova-micro")?.input // => 0.035
 * prices.of("us.claude-haiku-4.5")?.output // => 5.5
 * prices.batchOf("nova-micro")?.input // => 0.0175
 */
export const prices = {
	refresh: refreshPrices,
	of: (name: string, region?: string): Price | null => priceOf(idOf(name), region),
	batchOf: (name: string, region?: string): Price | null => batchPriceOf(idOf(name), region),
};

/** Short names are those of `aws.bedrock`; the lists of prices have some of their own. */
function idOf(name: string): string {
	const { geography, name: called } = splitGeography(name);
	const row = rowCalled(called);
	if (row === null) return name;
	return geography === null ? row.id : `${geography}.${row.id}`;
}
