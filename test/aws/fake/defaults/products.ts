import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";

/** US dollars per thousand tokens, as AWS states them. */
const prices = [
	{ model: "Nova Micro", input: "0.0000350000", output: "0.0001400000" },
	{ model: "Nova Lite", input: "0.0000600000", output: "0.0002400000" },
	{ model: "Nova Pro", input: "0.0008000000", output: "0.0032000000" },
];
const regions = ["us-east-1", "eu-central-1"];

/** A price list of a few products, each a JSON text, two to a page. The form is that of AWS's bulk price files. */
export function answerProducts({ ServiceCode, Filters = [], NextToken, MaxResults = 2 }: Loose): Answer {
	const all =
		ServiceCode === "AmazonBedrock"
			? regions.flatMap((region) => prices.flatMap((price) => products(price, region)))
			: [];
	const held = all.filter(({ product }) =>
		Filters.every(({ Type, Field, Value }: Loose) => {
			const attribute = (product.attributes as Loose)[Field];
			return Type === "CONTAINS" ? attribute?.includes(Value) : attribute === Value;
		}),
	);
	const start = Number(NextToken ?? 0);
	const end = start + MaxResults;
	const PriceList = held.slice(start, end).map((product) => JSON.stringify(product));
	return { output: { FormatVersion: "aws_v1", PriceList, ...(end < held.length ? { NextToken: String(end) } : {}) } };
}

function products({ model, input, output }: (typeof prices)[number], regionCode: string) {
	return [
		["Input tokens", input],
		["Output tokens", output],
	].map(([inferenceType, USD], index) => {
		const sku = `FAKE${model.replaceAll(" ", "").toUpperCase()}${regionCode.toUpperCase()}${index}`;
		const attributes = {
			servicecode: "AmazonBedrock",
			regionCode,
			model,
			inferenceType,
			provider: "Amazon",
			feature: "On-demand Inference",
		};
		const dimension = { unit: "1K tokens", description: `${model} ${inferenceType}`, pricePerUnit: { USD } };
		return {
			product: { productFamily: "Amazon Bedrock", sku, attributes },
			serviceCode: "AmazonBedrock",
			terms: {
				OnDemand: {
					[`${sku}.T`]: { priceDimensions: { [`${sku}.T.D`]: dimension }, effectiveDate: "2026-11-01T00:00:00Z" },
				},
			},
			publicationDate: "2026-11-20T00:00:00Z",
		};
	});
}
