import { priceOf } from "../model/prices.ts";
import { batchPriceOf } from "./batch-price-of.ts";
import { refreshPrices } from "./prices-refresh.ts";

/**
 * Prices of Bedrock's models: `refresh` reads them from AWS, `of` and `batchOf` look them up.
 *
 * @example
 * prices.of("nova-micro")?.input // => 0.035
 */
export const prices = { refresh: refreshPrices, of: priceOf, batchOf: batchPriceOf };
