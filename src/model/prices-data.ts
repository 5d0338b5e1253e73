/**
 * List prices of hosted models, in US dollars per million tokens, on demand.
 *
 * Read on 2026-11-22 from the price map of litellm 1.109.1 (its entries cite the AWS price list), region us-east-1 unless
 * the scope says otherwise. Not checked against AWS itself. A cache-write price is given nowhere in that reading, so it is
 * unknown here. To correct a price, change the row, its date and its source.
 */
export interface PriceRow {
	/** The provider's model id without a geography, then short names. */
	readonly names: readonly string[];
	/** Before the id: "region" is an id without a geography (`us-east-1`), "us" is `us.…`, and so on. */
	readonly scopes: readonly ("region" | "us" | "eu" | "apac" | "global")[];
	readonly input: number;
	readonly output: number;
	readonly cacheRead?: number;
	/** Where the price is not from the common source. */
	readonly source?: string;
}

export const priceDate = "2026-11-22";
export const priceSource = "AWS price list as copied in the price map of litellm 1.109.1";

const region = ["region", "us"] as const;

export const priceRows: readonly PriceRow[] = [
	{ names: ["amazon.nova-micro-v1:0", "nova-micro"], scopes: region, input: 0.035, output: 0.14, cacheRead: 0.00875 },
	{ names: ["amazon.nova-lite-v1:0", "nova-lite"], scopes: region, input: 0.06, output: 0.24, cacheRead: 0.015 },
	{ names: ["amazon.nova-pro-v1:0", "nova-pro"], scopes: region, input: 0.8, output: 3.2, cacheRead: 0.2 },
	{ names: ["amazon.nova-pro-v1:0", "nova-pro"], scopes: ["eu"], input: 1.05, output: 4.2 },
	{ names: ["amazon.nova-pro-v1:0", "nova-pro"], scopes: ["apac"], input: 0.84, output: 3.36 },
	{ names: ["amazon.nova-premier-v1:0", "nova-premier"], scopes: region, input: 2.5, output: 12.5, cacheRead: 0.625 },
	{ names: ["amazon.nova-2-lite-v1:0", "nova-2-lite"], scopes: ["global"], input: 0.3, output: 2.5, cacheRead: 0.075 },
	{ names: ["amazon.nova-2-lite-v1:0", "nova-2-lite"], scopes: ["us"], input: 0.33, output: 2.75, cacheRead: 0.0825 },
	{
		names: ["amazon.nova-2-pro-preview-20251202-v1:0", "nova-2-pro-preview"],
		scopes: ["region"],
		input: 1.25,
		output: 10,
		cacheRead: 0.3125,
	},
	{
		names: ["amazon.nova-2-pro-preview-20251202-v1:0", "nova-2-pro-preview"],
		scopes: ["us"],
		input: 1.375,
		output: 11,
		cacheRead: 0.344,
	},

	{
		names: ["anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku"],
		scopes: region,
		input: 0.25,
		output: 1.25,
		source: "price on other clouds in the price map of litellm 1.109.1, which has no Bedrock entry left",
	},
	{
		names: ["anthropic.claude-3-5-haiku-20241022-v1:0", "claude-3-5-haiku"],
		scopes: region,
		input: 0.8,
		output: 4,
		cacheRead: 0.08,
	},
	{
		names: ["anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"],
		scopes: ["global"],
		input: 1,
		output: 5,
		cacheRead: 0.1,
	},
	{
		names: ["anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"],
		scopes: ["us"],
		input: 1.1,
		output: 5.5,
		cacheRead: 0.11,
	},
	{
		names: [
			"anthropic.claude-sonnet-4-5-20250929-v1:0",
			"anthropic.claude-sonnet-4-6",
			"claude-sonnet-4-5",
			"claude-sonnet-4-6",
		],
		scopes: ["global"],
		input: 3,
		output: 15,
		cacheRead: 0.3,
	},
	{
		names: [
			"anthropic.claude-sonnet-4-5-20250929-v1:0",
			"anthropic.claude-sonnet-4-6",
			"claude-sonnet-4-5",
			"claude-sonnet-4-6",
		],
		scopes: ["us"],
		input: 3.3,
		output: 16.5,
		cacheRead: 0.33,
	},

	{ names: ["meta.llama3-8b-instruct-v1:0", "llama3-8b"], scopes: region, input: 0.3, output: 0.6 },
	{ names: ["meta.llama3-70b-instruct-v1:0", "llama3-70b"], scopes: region, input: 2.65, output: 3.5 },
	{ names: ["meta.llama3-1-8b-instruct-v1:0", "llama3-1-8b"], scopes: region, input: 0.22, output: 0.22 },
	{ names: ["meta.llama3-1-70b-instruct-v1:0", "llama3-1-70b"], scopes: region, input: 0.72, output: 0.72 },
	{ names: ["meta.llama3-1-405b-instruct-v1:0", "llama3-1-405b"], scopes: region, input: 2.4, output: 2.4 },
	{ names: ["meta.llama3-2-1b-instruct-v1:0", "llama3-2-1b"], scopes: region, input: 0.1, output: 0.1 },
	{ names: ["meta.llama3-2-3b-instruct-v1:0", "llama3-2-3b"], scopes: region, input: 0.15, output: 0.15 },
	{ names: ["meta.llama3-2-11b-instruct-v1:0", "llama3-2-11b"], scopes: region, input: 0.16, output: 0.16 },
	{ names: ["meta.llama3-2-90b-instruct-v1:0", "llama3-2-90b"], scopes: region, input: 0.72, output: 0.72 },
	{ names: ["meta.llama3-3-70b-instruct-v1:0", "llama3-3-70b"], scopes: region, input: 0.72, output: 0.72 },
	{ names: ["meta.llama4-scout-17b-instruct-v1:0", "llama4-scout"], scopes: region, input: 0.17, output: 0.66 },
	{ names: ["meta.llama4-maverick-17b-instruct-v1:0", "llama4-maverick"], scopes: region, input: 0.24, output: 0.97 },

	{ names: ["openai.gpt-oss-20b-1:0", "gpt-oss-20b"], scopes: ["region"], input: 0.07, output: 0.3 },
	{ names: ["openai.gpt-oss-120b-1:0", "gpt-oss-120b"], scopes: ["region"], input: 0.15, output: 0.6 },

	// embeddings have no output tokens
	{ names: ["amazon.titan-embed-text-v1", "titan-embed-v1"], scopes: ["region"], input: 0.1, output: 0 },
	{ names: ["amazon.titan-embed-text-v2:0", "titan-embed-v2"], scopes: ["region"], input: 0.02, output: 0 },
	{
		names: ["cohere.embed-english-v3", "cohere.embed-multilingual-v3", "cohere-embed-v3"],
		scopes: ["region"],
		input: 0.1,
		output: 0,
	},
	{ names: ["cohere.embed-v4:0", "cohere-embed-v4"], scopes: ["region"], input: 0.12, output: 0 },
	{
		names: ["amazon.nova-2-multimodal-embeddings-v1:0", "nova-2-multimodal-embeddings"],
		scopes: ["region"],
		input: 0.135,
		output: 0,
	},
];
