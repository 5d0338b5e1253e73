/**
 * The parts of Bedrock's Converse that are written and read here, as plain data. Requests are exact; answers are read
 * forgivingly, so everything in them may be absent.
 */
export interface ConverseInput {
	readonly modelId: string;
	readonly system?: readonly { readonly text: string }[];
	readonly messages: readonly ConverseMessage[];
	readonly inferenceConfig?: {
		readonly maxTokens?: number;
		readonly temperature?: number;
		readonly topP?: number;
		readonly stopSequences?: readonly string[];
	};
	readonly toolConfig?: ConverseTools;
	readonly outputConfig?: {
		readonly textFormat?: {
			readonly type: "json_schema";
			readonly structure: { readonly jsonSchema: { readonly schema: string; readonly name: string } };
		};
		readonly effort?: string;
	};
	readonly guardrailConfig?: {
		readonly guardrailIdentifier: string;
		readonly guardrailVersion: string;
		readonly trace?: "enabled" | "disabled" | "enabled_full";
	};
	readonly serviceTier?: { readonly type: ServiceTier };
	readonly additionalModelRequestFields?: Readonly<Record<string, unknown>>;
}

export type ServiceTier = "default" | "priority" | "flex" | "reserved";

export interface ConverseMessage {
	readonly role: "user" | "assistant";
	readonly content: readonly ConverseBlock[];
}

export type ConverseBlock =
	| { readonly text: string }
	| { readonly image: { readonly format: string; readonly source: { readonly bytes: Uint8Array } } }
	| {
			readonly document: {
				readonly format: string;
				readonly name: string;
				readonly source: { readonly bytes: Uint8Array };
			};
	  }
	| { readonly toolUse: { readonly toolUseId: string; readonly name: string; readonly input: unknown } }
	| {
			readonly toolResult: {
				readonly toolUseId: string;
				readonly content: readonly { readonly text: string }[];
				readonly status?: "error";
			};
	  }
	| {
			readonly reasoningContent:
				| { readonly reasoningText: { readonly text: string; readonly signature: string } }
				| { readonly redactedContent: Uint8Array };
	  };

export interface ConverseTools {
	readonly tools: readonly { readonly toolSpec: ConverseTool }[];
	readonly toolChoice?: { readonly any: object } | { readonly tool: { readonly name: string } };
}

export interface ConverseTool {
	readonly name: string;
	readonly description?: string;
	readonly inputSchema: { readonly json: Readonly<Record<string, unknown>> };
}

/** An answer, as it came whole or was put together from a stream. */
export interface ConverseReply {
	readonly content: readonly ReplyBlock[];
	readonly stopReason?: string | undefined;
	readonly usage?: ConverseUsage | undefined;
	/** What a guardrail found. */
	readonly trace?: unknown;
}

export interface ReplyBlock {
	readonly text?: string | undefined;
	/** `json`: the input as it was written, where it came piece by piece. */
	readonly toolUse?:
		| {
				readonly toolUseId?: string | undefined;
				readonly name?: string | undefined;
				readonly input?: unknown;
				readonly json?: string;
		  }
		| undefined;
	readonly reasoningContent?:
		| {
				readonly reasoningText?:
					| { readonly text?: string | undefined; readonly signature?: string | undefined }
					| undefined;
				readonly redactedContent?: Uint8Array | undefined;
		  }
		| undefined;
	readonly citationsContent?:
		| { readonly content?: readonly { readonly text?: string | undefined }[] | undefined }
		| undefined;
}

export interface ConverseUsage {
	/** Those read from or written to the prompt cache left out. */
	readonly inputTokens?: number | undefined;
	readonly outputTokens?: number | undefined;
	readonly cacheReadInputTokens?: number | undefined;
	readonly cacheWriteInputTokens?: number | undefined;
	/** What was written to the cache, by how long it stays there. */
	readonly cacheDetails?:
		| readonly { readonly ttl?: string | undefined; readonly inputTokens?: number | undefined }[]
		| undefined;
}

/** One event of ConverseStream; exactly one member is there. */
export interface ConverseEvent {
	readonly contentBlockStart?:
		| {
				readonly contentBlockIndex?: number | undefined;
				readonly start?:
					| {
							readonly toolUse?:
								| { readonly toolUseId?: string | undefined; readonly name?: string | undefined }
								| undefined;
					  }
					| undefined;
		  }
		| undefined;
	readonly contentBlockDelta?:
		| {
				readonly contentBlockIndex?: number | undefined;
				readonly delta?:
					| {
							readonly text?: string | undefined;
							readonly toolUse?: { readonly input?: string | undefined } | undefined;
							readonly reasoningContent?:
								| {
										readonly text?: string | undefined;
										readonly signature?: string | undefined;
										readonly redactedContent?: Uint8Array | undefined;
								  }
								| undefined;
					  }
					| undefined;
		  }
		| undefined;
	readonly contentBlockStop?: { readonly contentBlockIndex?: number | undefined } | undefined;
	readonly messageStop?: { readonly stopReason?: string | undefined } | undefined;
	readonly metadata?:
		| {
				readonly usage?: ConverseUsage | undefined;
				readonly trace?: unknown;
		  }
		| undefined;
}
