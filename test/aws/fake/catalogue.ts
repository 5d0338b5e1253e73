/** A model as the fake's account sees it. */
export interface ModelFacts {
	readonly id: string;
	readonly name: string;
	readonly provider: string;
	readonly family:
		| "nova"
		| "anthropic"
		| "llama"
		| "openai"
		| "titan-embed-v1"
		| "titan-embed"
		| "cohere-embed"
		| "any";
	/** Regions that answer to the bare id; elsewhere an inference profile is needed. */
	readonly onDemand: "everywhere" | readonly string[];
	readonly profiles: readonly string[];
	readonly maxTokens: number;
	/** Only AWS's own sentence about the id is left of it. */
	readonly expired: boolean;
	readonly legacy: boolean;
	readonly tools: "none" | "unary" | "full";
	readonly forcedTool: boolean;
	readonly textFormat: boolean;
}

const chat = {
	onDemand: "everywhere",
	profiles: [],
	expired: false,
	legacy: false,
	tools: "full",
	forcedTool: true,
	textFormat: false,
} as const;

const nova = { ...chat, provider: "Amazon", family: "nova", maxTokens: 10_000 } as const;
const nova1 = { ...nova, onDemand: ["us-east-1", "us-gov-west-1"], profiles: ["us", "eu", "apac"] } as const;
const claude = { ...chat, provider: "Anthropic", family: "anthropic", onDemand: [], maxTokens: 64_000 } as const;
const claude4 = { ...claude, textFormat: true, profiles: ["us", "eu", "apac", "jp", "au", "global"] } as const;
const llama3 = {
	...chat,
	provider: "Meta",
	family: "llama",
	maxTokens: 8_192,
	tools: "none",
	forcedTool: false,
} as const;
const llama31 = { ...llama3, onDemand: [], profiles: ["us"], maxTokens: 4_096, tools: "unary" } as const;
const llama4 = { ...llama31, maxTokens: 8_192 } as const;
const gptOss = { ...chat, provider: "OpenAI", family: "openai", maxTokens: 16_384, textFormat: true } as const;
const embedder = { ...chat, maxTokens: 0, tools: "none", forcedTool: false } as const;
const titan = { ...embedder, provider: "Amazon", family: "titan-embed" } as const;
const cohere = { ...embedder, provider: "Cohere", family: "cohere-embed" } as const;

/**
 * Ids and profiles from the price map of litellm 1.109.1, structured output from AWS's page on it, the rest from AWS's
 * page on Converse features as remembered. Written apart from src/aws/model-table.ts, so that a slip there can be caught.
 */
export const catalogue: readonly ModelFacts[] = [
	{ ...nova1, id: "amazon.nova-micro-v1:0", name: "Nova Micro" },
	{ ...nova1, id: "amazon.nova-lite-v1:0", name: "Nova Lite" },
	{ ...nova1, id: "amazon.nova-pro-v1:0", name: "Nova Pro" },
	{ ...nova, id: "amazon.nova-premier-v1:0", name: "Nova Premier", onDemand: [], profiles: ["us"] },
	{
		...nova,
		id: "amazon.nova-2-lite-v1:0",
		name: "Nova 2 Lite",
		onDemand: [],
		profiles: ["us", "eu", "apac", "jp", "global"],
		maxTokens: 64_000,
	},
	{ ...claude4, id: "anthropic.claude-haiku-4-5-20251001-v1:0", name: "Claude Haiku 4.5" },
	{
		...claude4,
		id: "anthropic.claude-sonnet-4-5-20250929-v1:0",
		name: "Claude Sonnet 4.5",
		profiles: ["us", "us-gov", "eu", "jp", "au", "global"],
		legacy: true,
	},
	{ ...claude4, id: "anthropic.claude-sonnet-4-6", name: "Claude Sonnet 4.6" },
	{
		...claude,
		id: "anthropic.claude-sonnet-4-20250514-v1:0",
		name: "Claude Sonnet 4",
		profiles: ["us"],
		expired: true,
	},
	{
		...claude,
		id: "anthropic.claude-3-5-haiku-20241022-v1:0",
		name: "Claude 3.5 Haiku",
		profiles: ["us"],
		expired: true,
	},
	{ ...claude, id: "anthropic.claude-3-haiku-20240307-v1:0", name: "Claude 3 Haiku", expired: true },
	{ ...llama3, id: "meta.llama3-8b-instruct-v1:0", name: "Llama 3 8B", legacy: true },
	{ ...llama3, id: "meta.llama3-70b-instruct-v1:0", name: "Llama 3 70B", legacy: true },
	{ ...llama31, id: "meta.llama3-1-8b-instruct-v1:0", name: "Llama 3.1 8B" },
	{ ...llama31, id: "meta.llama3-1-70b-instruct-v1:0", name: "Llama 3.1 70B" },
	{ ...llama31, id: "meta.llama3-1-405b-instruct-v1:0", name: "Llama 3.1 405B", expired: true },
	{ ...llama31, id: "meta.llama3-2-1b-instruct-v1:0", name: "Llama 3.2 1B", expired: true },
	{ ...llama31, id: "meta.llama3-2-3b-instruct-v1:0", name: "Llama 3.2 3B", expired: true },
	{ ...llama31, id: "meta.llama3-3-70b-instruct-v1:0", name: "Llama 3.3 70B" },
	{ ...llama4, id: "meta.llama4-scout-17b-instruct-v1:0", name: "Llama 4 Scout" },
	{ ...llama4, id: "meta.llama4-maverick-17b-instruct-v1:0", name: "Llama 4 Maverick" },
	{ ...gptOss, id: "openai.gpt-oss-20b-1:0", name: "gpt-oss-20b" },
	{ ...gptOss, id: "openai.gpt-oss-120b-1:0", name: "gpt-oss-120b" },
	{ ...titan, id: "amazon.titan-embed-text-v1", name: "Titan Embeddings G1", family: "titan-embed-v1" },
	{ ...titan, id: "amazon.titan-embed-text-v2:0", name: "Titan Embeddings V2" },
	{ ...cohere, id: "cohere.embed-english-v3", name: "Embed English" },
	{ ...cohere, id: "cohere.embed-multilingual-v3", name: "Embed Multilingual" },
	{ ...cohere, id: "cohere.embed-v4:0", name: "Embed v4", onDemand: [], profiles: ["us", "global"] },
];

/** A model that a test named, or one behind an ARN that hides it. */
export function anyModel(id: string): ModelFacts {
	return {
		...chat,
		id,
		name: id,
		provider: "Fake",
		family: "any",
		maxTokens: Number.POSITIVE_INFINITY,
		textFormat: true,
	};
}

export function isEmbedder(model: ModelFacts): boolean {
	return model.maxTokens === 0;
}
