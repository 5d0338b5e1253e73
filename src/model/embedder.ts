import type { RunContext } from "./model.ts";

/** Turns texts into vectors of unit length. */
export interface Embedder {
	readonly id: string;
	/** As `Model.identity`: provider, endpoint, model and revision. */
	readonly identity: string;
	readonly dimensions: number;
	/**
	 * @param texts n texts
	 * @returns [n][dimensions], each of unit norm, in the order of the texts
	 */
	embed(texts: readonly string[], context?: Pick<RunContext, "signal" | "onStatus">): Promise<readonly Float32Array[]>;
	[Symbol.asyncDispose]?(): Promise<void>;
}
