import type { Price } from "../model/model.ts";
import { priceOf } from "../model/prices.ts";
import type { ServiceTier } from "./converse-types.ts";
import { type ResolvedModel, rowOf } from "./resolve-model.ts";

/**
 * The list price of a model as it is called, in US dollars per million tokens: by its geography, or in its region. The
 * shipped table knows the regions of the US alone; `aws.prices.refresh` adds others.
 *
 * @param region null or undefined while it is not known
 * @returns null where no list has a price for that, or the service tier is not the usual one
 * @example
 * bedrockPrice({ modelId: "amazon.nova-micro-v1:0", geography: "region" }, "us-west-2", undefined)?.output // => 0.14
 * bedrockPrice({ modelId: "amazon.nova-pro-v1:0", geography: "region" }, "eu-north-1", undefined) // => null
 */
export function bedrockPrice(
	{ modelId, geography }: Pick<ResolvedModel, "modelId" | "geography">,
	region: string | null | undefined,
	tier: ServiceTier | undefined,
): Price | null {
	if (tier !== undefined && tier !== "default") return null;
	const name = rowOf(modelId)?.id;
	if (name === undefined || geography === null) return null;
	if (geography !== "region") return priceOf(`${geography}.${name}`, region ?? undefined);
	return region == null ? null : priceOf(name, region);
}
