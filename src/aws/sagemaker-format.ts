import type { Capabilities, Finish, ModelRequest, Part, TokenLogprob } from "../model/model.ts";
import type { Usage } from "../model/usage.ts";

export interface SagemakerAnswer {
	readonly content: readonly Part[];
	readonly finish: Finish;
	/** What the container counted; it may count nothing. */
	readonly tokens?: Partial<Pick<Usage, "inputTokens" | "outputTokens" | "cachedInputTokens">>;
	readonly logprobs?: readonly TokenLogprob[];
}

/** An error that a container puts into its answer, in its own words. */
export interface SagemakerProblem {
	readonly problem: string;
	readonly retryable: boolean;
}

/** What one kind of container reads and writes. An object of yours is as good as the two that are here. */
export interface SagemakerFormat {
	/** Part of the model's identity. */
	readonly name: string;
	/** What the container does beyond text. Default: nothing. */
	readonly can?: Partial<Capabilities>;
	/** The body to send, which goes as JSON. */
	body(request: ModelRequest, stream: boolean): unknown;
	/**
	 * @param answer the parsed JSON; a text where the container answers none
	 * @returns a text, a whole answer, the container's own error, or null when it is none of these
	 */
	read(answer: unknown, request: ModelRequest): string | SagemakerAnswer | SagemakerProblem | null;
	/** Reads bytes as they arrive, cut anywhere; null when they end before the answer does. Absent: answers come whole. */
	readStream?(
		parts: AsyncIterable<Uint8Array>,
		request: ModelRequest,
		onDelta: (text: string) => void,
	): Promise<SagemakerAnswer | SagemakerProblem | null>;
}
