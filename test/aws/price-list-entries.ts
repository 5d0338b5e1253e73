/**
 * Entries of the AWS price list, MADE UP: no account was asked. Their form follows AWS's documentation of GetProducts and
 * what users of it have published of its spellings (`usagetype`, `inferenceType`, `model`, `servicename`, units); the
 * prices are those of the shipped table, so that a reading can be checked against another source.
 */
export function listEntry(
	attributes: Readonly<Record<string, string>>,
	usd: string,
	unit = "1K tokens",
	description = "",
): string {
	const sku = "MADEUP0000000000";
	return JSON.stringify({
		product: { productFamily: "Amazon Bedrock", sku, attributes: { regionCode: "us-east-1", ...attributes } },
		serviceCode: "AmazonBedrock",
		terms: {
			OnDemand: {
				[`${sku}.JRTCKXETXF`]: {
					sku,
					priceDimensions: {
						[`${sku}.JRTCKXETXF.6YS6EN2CT7`]: { unit, description, beginRange: "0", pricePerUnit: { USD: usd } },
					},
				},
			},
		},
		version: "20261120000000",
	});
}

const nova = (model: string, tail: string, usd: string, inferenceType: string) =>
	listEntry({ model, usagetype: `USE1-${model.replaceAll(" ", "")}-${tail}`, inferenceType, provider: "Amazon" }, usd);

const claude = (tail: string, usd: string) =>
	listEntry(
		{ servicename: "Claude Haiku 4.5 (Amazon Bedrock Edition)", usagetype: `USE1-MP:USE1_${tail}-Units` },
		usd,
		"Units",
	);

/** Of the code AmazonBedrock: priced by the thousand tokens. */
export const firstParty: readonly string[] = [
	nova("Nova Micro", "input-tokens", "0.0000350000", "Input tokens"),
	nova("Nova Micro", "output-tokens", "0.0001400000", "Output tokens"),
	nova("Nova Micro", "cache-read-input-token-count", "0.0000087500", "Input tokens"),
	nova("Nova Micro", "input-tokens-batch", "0.0000175000", "Input tokens batch"),
	nova("Nova Micro", "output-tokens-batch", "0.0000700000", "Output tokens batch"),
	nova("Nova Micro", "input-tokens-flex", "0.0000175000", "Input tokens flex"),
	nova("Nova Micro", "input-tokens-custom-model", "0.0000350000", "Input tokens"),
	nova("Nova 2.0 Lite", "input-tokens", "0.0003300000", "Input tokens"),
	nova("Nova 2.0 Lite", "output-tokens", "0.0027500000", "Output tokens"),
	nova("Nova 2.0 Lite", "input-tokens-cross-region-global", "0.0003000000", "Input tokens"),
	nova("Nova 2.0 Lite", "output-tokens-cross-region-global", "0.0025000000", "Output tokens"),
	listEntry(
		{ titanModel: "Titan Text Embeddings V2", usagetype: "USE1-TitanEmbeddingV2-Text-input-tokens" },
		"0.00002",
	),
	listEntry({ model: "DeepSeek R1", usagetype: "USE1-DeepSeekR1-input-tokens" }, "0.00135"),
	listEntry({ model: "DeepSeek R1", usagetype: "USE1-DeepSeekR1-output-tokens" }, "0.0054"),
	// no rate of text tokens
	listEntry({ model: "Nova Canvas", usagetype: "USE1-NovaCanvas-T2I-1024-Standard" }, "0.04", "image"),
	listEntry({ usagetype: "USE1-Guardrail-ContentPolicyUnitsConsumed" }, "0.15", "1K Text Units"),
	// an output without an input: no row
	listEntry({ model: "Half Known", usagetype: "USE1-HalfKnown-output-tokens" }, "0.001"),
	"{ not JSON",
];

/** Of the code AmazonBedrockFoundationModels: priced by the million, and named in `servicename` alone. */
export const marketplace: readonly string[] = [
	claude("InputTokenCount", "1.1000000000"),
	claude("OutputTokenCount", "5.5000000000"),
	claude("CacheReadInputTokenCount", "0.1100000000"),
	claude("CacheWriteInputTokenCount", "1.3750000000"),
	claude("CacheWrite1hInputTokenCount", "2.2000000000"),
	claude("InputTokenCount_Global", "1.0000000000"),
	claude("OutputTokenCount_Global", "5.0000000000"),
	claude("InputTokenCount_Batch", "0.5500000000"),
	claude("OutputTokenCount_Batch", "2.7500000000"),
	claude("Reserved_1Month_InputTPM_Geo", "12.0000000000"),
	listEntry(
		{
			servicename: "Claude Sonnet 4.5 (Amazon Bedrock Edition)",
			usagetype: "USE1-MP:USE1_input_tokens_standard-Units",
		},
		"3.3",
		"1M tokens",
	),
	listEntry(
		{
			servicename: "Claude Sonnet 4.5 (Amazon Bedrock Edition)",
			usagetype: "USE1-MP:USE1_output_tokens_standard-Units",
		},
		"16.5",
		"1M tokens",
	),
];
