import type { Price } from "./model.ts";
import { readPriceFile, refreshedRow } from "./price-file.ts";
import { type PriceRow, priceDate, priceRows, priceSource } from "./prices-data.ts";
import { scopedName } from "./scoped-name.ts";
import type { Usage } from "./usage.ts";

/** The price of a model that runs on the reader's own machine. */
export const freeOfCharge: Price = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	source: "runs on this machine",
	date: "2026-11-22",
};

/**
 * Cost of a call in US dollars.
 *
 * Tokens read from and written to a provider's prompt cache are priced apart from the rest of the input.
 *
 * @param usage token counts; `inputTokens` leaves out the cached ones
 * @param price per million tokens; null or undefined when unknown
 * @returns dollars >= 0, or null when the price of any token that was used is unknown: never 0 in its place
 * @example
 * const price = { input: 0.8, output: 3.2, cacheRead: 0.2, source: "price list", date: "2026-11-22" };
 * costOf({ inputTokens: 1000, outputTokens: 500, cachedInputTokens: 2000, cacheWriteTokens: 0 }, price) // => 0.0028
 * costOf({ inputTokens: 1000, outputTokens: 500, cachedInputTokens: 0, cacheWriteTokens: 10 }, price) // => null
 */
export function costOf(
	usage: Pick<Usage, "inputTokens" | "outputTokens" | "cachedInputTokens" | "cacheWriteTokens">,
	price: Price | null | undefined,
): number | null {
	if (price === null || price === undefined) return null;
	const { cacheRead, cacheWrite } = price;
	if (usage.cachedInputTokens > 0 && cacheRead === undefined) return null;
	if (usage.cacheWriteTokens > 0 && cacheWrite === undefined) return null;
	const millionths =
		usage.inputTokens * price.input +
		usage.outputTokens * price.output +
		usage.cachedInputTokens * (cacheRead ?? 0) +
		usage.cacheWriteTokens * (cacheWrite ?? 0);
	return millionths / 1e6;
}

/**
 * The list price of a hosted model, on demand; an estimate, with its source and date.
 *
 * Prices that were refreshed on this machine (`aws.prices.refresh()`) come first; then the shipped table, which knows the
 * regions of the US. A geography before the name ("us.", "eu.", "apac.", "global.") is part of the price: where neither
 * has a price for that geography, the answer is null.
 *
 * @param id a Bedrock model id ("us.anthropic.claude-haiku-4-5-20251001-v1:0") or a short name ("nova-pro", "eu.nova-pro")
 * @param region where the model runs when the id has no geography; default us-east-1
 * @returns null when unknown
 * @example
 * priceOf("amazon.nova-micro-v1:0")?.output // => 0.14
 * priceOf("eu.nova-pro")?.input // => 1.05
 * priceOf("no-such-model") // => null
 */
export function priceOf(id: string, region: string = "us-east-1"): Price | null {
	const file = readPriceFile();
	const refreshed = file === null ? undefined : refreshedRow(file, id, region);
	if (file !== null && refreshed !== undefined) return asPrice(refreshed, file.source, file.date);
	const { scope, name } = scopedName(id);
	if (scope === "region" && !/^us-(east|west)-/.test(region)) return null;
	const row = priceRows.find(({ names, scopes }) => names.includes(name) && scopes.includes(scope));
	return row === undefined ? null : asPrice(row, priceSource, priceDate);
}

function asPrice(row: PriceRow & { readonly cacheWrite?: number }, source: string, date: string): Price {
	const { input, output, cacheRead, cacheWrite } = row;
	return {
		input,
		output,
		...(cacheRead === undefined ? {} : { cacheRead }),
		...(cacheWrite === undefined ? {} : { cacheWrite }),
		source: row.source ?? source,
		date,
	};
}

/**
 * The dearest rate of each kind among several prices: what a call can cost at most when any of the models may answer.
 *
 * @returns null when one of them is unknown
 */
export function dearest(prices: readonly (Price | null | undefined)[]): Price | null {
	const known = prices.filter((price) => price !== null && price !== undefined);
	if (known.length < prices.length || known.length === 0) return null;
	const most = (rate: (price: Price) => number | undefined) => Math.max(...known.map((price) => rate(price) ?? 0));
	const everyone = (rate: (price: Price) => number | undefined) => known.every((price) => rate(price) !== undefined);
	return {
		input: most((price) => price.input),
		output: most((price) => price.output),
		...(everyone((price) => price.cacheRead) ? { cacheRead: most((price) => price.cacheRead) } : {}),
		...(everyone((price) => price.cacheWrite) ? { cacheWrite: most((price) => price.cacheWrite) } : {}),
		source: `the dearest of: ${[...new Set(known.map((price) => price.source))].join("; ")}`,
		date: known.map((price) => price.date).sort()[0] ?? priceDate,
	};
}
