import type { Price } from "../model/model.ts";
import { readPriceFile, refreshedRow } from "../model/price-file.ts";
import { priceOf } from "../model/prices.ts";
import { batchPrice } from "./batch-price.ts";

/**
 * The price of a model in a batch job: the listed one where the prices were refreshed, else half of that on demand. An
 * estimate, with its source and date.
 *
 * @param region where the model runs; default us-east-1
 * @returns null when the price on demand is unknown too
 * @example
 * batchPriceOf("amazon.nova-micro-v1:0")?.output // => 0.07
 */
export function batchPriceOf(id: string, region?: string): Price | null {
	const file = readPriceFile();
	const row = file === null ? undefined : refreshedRow(file, id, region);
	if (file !== null && row?.batchInput !== undefined && row.batchOutput !== undefined) {
		const source = `${file.source}, batch`;
		return { input: row.batchInput, output: row.batchOutput, source, date: file.date };
	}
	return batchPrice(priceOf(id, region));
}
