import type { Geography } from "./geography.ts";

/** Models that are asked in the same way; the body of a native call and the reading of its answer depend on it. */
export type ModelFamily =
	| "nova"
	| "claude"
	| "llama"
	| "gpt-oss"
	| "mistral"
	| "deepseek"
	| "qwen"
	| "titan-embed"
	| "cohere-embed"
	| "other";

/** What a model takes over Converse. */
export interface BedrockCapabilities {
	/** Answers Converse at all; embedders do not. */
	readonly converse: boolean;
	/** Constrains its answer to a JSON Schema (`outputConfig.textFormat`). */
	readonly nativeJson: boolean;
	readonly tools: boolean;
	/** Can be made to call a tool (`toolChoice` any or tool). */
	readonly forcedTool: boolean;
	/** Streams when tools are given. */
	readonly streamTools: boolean;
	readonly system: boolean;
	readonly images: boolean;
	readonly documents: boolean;
	/** Can think before it answers, and shows the thoughts apart. */
	readonly reasoning: boolean;
}

export interface ModelRow {
	readonly alias: string;
	/** The id of the model itself; that of a profile is a geography, a dot, and this. */
	readonly id: string;
	readonly family: ModelFamily;
	readonly provider: string;
	/** Regions that answer to the id itself; everywhere else, and with [] anywhere, a profile is needed. */
	readonly onDemand: readonly string[] | "anywhere";
	readonly profiles: readonly Geography[];
	readonly contextTokens: number;
	/** null for embedders. */
	readonly maxOutputTokens: number | null;
	/** ISO date after which AWS refuses the model; null where none is announced. */
	readonly endOfLife: string | null;
	/** ISO date since which the model is legacy, where it is known. */
	readonly legacySince?: string;
	/** The alias AWS or its provider points to. */
	readonly successor?: string;
	readonly can: BedrockCapabilities;
	/** Names of the facts in this row that no source was found for: from memory, to be checked. */
	readonly unverified?: readonly string[];
	/** Where this row's facts are from, apart from the common source. */
	readonly source?: string;
}

/** When the table was read. */
export const modelTableDate = "2026-11-22";
export const modelTableSource =
	"ids, profiles, context and dates: price map of litellm 1.109.1; capabilities: AWS's page on Converse features; never checked against AWS itself";

/** What is assumed of a model that is not in the table: text in, text out. */
export const unknownCapabilities: BedrockCapabilities = {
	converse: true,
	nativeJson: false,
	tools: false,
	forcedTool: false,
	streamTools: false,
	system: true,
	images: false,
	documents: false,
	reasoning: false,
};

const text = { ...unknownCapabilities, tools: true, forcedTool: true, streamTools: true };
const media = { ...text, images: true, documents: true };
const nova = { family: "nova", provider: "Amazon", endOfLife: null } as const;
const novaRegions = {
	onDemand: ["us-east-1", "us-gov-west-1"],
	profiles: ["us", "eu", "apac"],
	source: "regions: AWS's page on batch inference",
} as const;

const claude = { family: "claude", provider: "Anthropic", contextTokens: 200_000 } as const;
const claude4 = {
	...claude,
	onDemand: [],
	maxOutputTokens: 64_000,
	can: { ...media, nativeJson: true, reasoning: true },
	source: "native JSON: AWS's page on structured outputs with Claude",
} as const;

const llama = {
	family: "llama",
	provider: "Meta",
	onDemand: [],
	profiles: ["us"],
	contextTokens: 128_000,
	maxOutputTokens: 4_096,
	can: { ...text, forcedTool: false, streamTools: false, documents: true },
	unverified: ["onDemand", "forcedTool", "streamTools"],
} as const;
const llama3 = {
	...llama,
	onDemand: "anywhere",
	profiles: [],
	contextTokens: 8_192,
	maxOutputTokens: 8_192,
	can: { ...unknownCapabilities, documents: true },
} as const;
const llama4 = { ...llama, maxOutputTokens: 8_192, can: { ...llama.can, images: true } } as const;

const gptOss = {
	family: "gpt-oss",
	provider: "OpenAI",
	onDemand: "anywhere",
	profiles: [],
	contextTokens: 128_000,
	maxOutputTokens: 16_384,
	endOfLife: null,
	can: { ...text, streamTools: false, reasoning: true },
	unverified: ["streamTools", "nativeJson"],
} as const;

const embedder = {
	maxOutputTokens: null,
	endOfLife: null,
	can: { ...unknownCapabilities, converse: false, system: false },
} as const;
const cohere = { ...embedder, family: "cohere-embed", provider: "Cohere" } as const;
const titan = { ...embedder, family: "titan-embed", provider: "Amazon", onDemand: "anywhere", profiles: [] } as const;

const llamaEnd = "2027-03-30";
const llamaEnded = "2026-07-07";

/** The models with a short name. To correct a fact, change the row, and say where it is from. */
export const modelTable: readonly ModelRow[] = [
	{
		...nova,
		...novaRegions,
		alias: "nova-micro",
		id: "amazon.nova-micro-v1:0",
		contextTokens: 128_000,
		maxOutputTokens: 10_000,
		can: text,
	},
	{
		...nova,
		...novaRegions,
		alias: "nova-lite",
		id: "amazon.nova-lite-v1:0",
		contextTokens: 300_000,
		maxOutputTokens: 10_000,
		can: media,
	},
	{
		...nova,
		...novaRegions,
		alias: "nova-pro",
		id: "amazon.nova-pro-v1:0",
		contextTokens: 300_000,
		maxOutputTokens: 10_000,
		can: media,
	},
	{
		...nova,
		alias: "nova-premier",
		id: "amazon.nova-premier-v1:0",
		onDemand: [],
		profiles: ["us"],
		contextTokens: 1_000_000,
		maxOutputTokens: 10_000,
		can: media,
		source: novaRegions.source,
	},
	{
		...nova,
		alias: "nova-2-lite",
		id: "amazon.nova-2-lite-v1:0",
		onDemand: [],
		profiles: ["us", "eu", "apac", "jp", "global"],
		contextTokens: 1_000_000,
		maxOutputTokens: 64_000,
		can: { ...media, reasoning: true },
		source: "needs a profile: mlcommons/modelbench issue 1654, of 2026-09-14",
	},
	{
		...claude4,
		alias: "claude-haiku-4.5",
		id: "anthropic.claude-haiku-4-5-20251001-v1:0",
		profiles: ["us", "eu", "apac", "jp", "au", "global"],
		endOfLife: null,
	},
	{
		...claude4,
		alias: "claude-sonnet-4.5",
		id: "anthropic.claude-sonnet-4-5-20250929-v1:0",
		profiles: ["us", "us-gov", "eu", "jp", "au", "global"],
		endOfLife: "2027-04-08",
		successor: "claude-sonnet-4.6",
	},
	{
		...claude4,
		alias: "claude-sonnet-4.6",
		id: "anthropic.claude-sonnet-4-6",
		profiles: ["us", "eu", "apac", "jp", "au", "global"],
		contextTokens: 1_000_000,
		endOfLife: null,
		source: "native JSON: the price map's word alone",
	},
	{
		...claude,
		alias: "claude-3.5-haiku",
		id: "anthropic.claude-3-5-haiku-20241022-v1:0",
		onDemand: [],
		profiles: ["us", "eu"],
		maxOutputTokens: 8_192,
		endOfLife: "2026-06-19",
		successor: "claude-haiku-4.5",
		can: { ...text, documents: true },
		unverified: ["onDemand"],
		source: "end of life: AWS's card of the model",
	},
	{
		...claude,
		alias: "claude-3-haiku",
		id: "anthropic.claude-3-haiku-20240307-v1:0",
		onDemand: "anywhere",
		profiles: [],
		maxOutputTokens: 4_096,
		endOfLife: "2026-08-23",
		successor: "claude-haiku-4.5",
		can: media,
		unverified: ["endOfLife (that of another cloud)", "onDemand", "maxOutputTokens"],
	},
	{ ...llama3, alias: "llama-3-8b", id: "meta.llama3-8b-instruct-v1:0", endOfLife: llamaEnd },
	{ ...llama3, alias: "llama-3-70b", id: "meta.llama3-70b-instruct-v1:0", endOfLife: llamaEnd },
	{ ...llama, alias: "llama-3.1-8b", id: "meta.llama3-1-8b-instruct-v1:0", endOfLife: llamaEnd },
	{ ...llama, alias: "llama-3.1-70b", id: "meta.llama3-1-70b-instruct-v1:0", endOfLife: llamaEnd },
	{
		...llama,
		alias: "llama-3.1-405b",
		id: "meta.llama3-1-405b-instruct-v1:0",
		endOfLife: llamaEnded,
		successor: "llama-4-maverick",
	},
	{
		...llama,
		alias: "llama-3.2-1b",
		id: "meta.llama3-2-1b-instruct-v1:0",
		profiles: ["us", "eu"],
		endOfLife: llamaEnded,
		successor: "llama-3.1-8b",
	},
	{
		...llama,
		alias: "llama-3.2-3b",
		id: "meta.llama3-2-3b-instruct-v1:0",
		profiles: ["us", "eu"],
		endOfLife: llamaEnded,
		successor: "llama-3.1-8b",
	},
	{ ...llama, alias: "llama-3.3-70b", id: "meta.llama3-3-70b-instruct-v1:0", endOfLife: llamaEnd },
	{
		...llama4,
		alias: "llama-4-scout",
		id: "meta.llama4-scout-17b-instruct-v1:0",
		contextTokens: 10_000_000,
		endOfLife: llamaEnd,
	},
	{
		...llama4,
		alias: "llama-4-maverick",
		id: "meta.llama4-maverick-17b-instruct-v1:0",
		contextTokens: 1_000_000,
		endOfLife: llamaEnd,
	},
	{ ...gptOss, alias: "gpt-oss-20b", id: "openai.gpt-oss-20b-1:0" },
	{ ...gptOss, alias: "gpt-oss-120b", id: "openai.gpt-oss-120b-1:0" },
	{ ...titan, alias: "titan-embed-text-v1", id: "amazon.titan-embed-text-v1", contextTokens: 8_192 },
	{ ...titan, alias: "titan-embed-text-v2", id: "amazon.titan-embed-text-v2:0", contextTokens: 8_192 },
	{
		...cohere,
		alias: "cohere-embed-v3",
		id: "cohere.embed-english-v3",
		onDemand: "anywhere",
		profiles: [],
		contextTokens: 512,
	},
	{
		...cohere,
		alias: "cohere-embed-multilingual-v3",
		id: "cohere.embed-multilingual-v3",
		onDemand: "anywhere",
		profiles: [],
		contextTokens: 512,
	},
	{
		...cohere,
		alias: "cohere-embed-v4",
		id: "cohere.embed-v4:0",
		onDemand: [],
		profiles: ["us", "global"],
		contextTokens: 128_000,
		unverified: ["onDemand"],
	},
];
