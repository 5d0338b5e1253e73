import type { Assessment } from "./assessment.ts";

/** Which side of the model a text is on: what goes in, or what comes out. */
export type Source = "input" | "output";

/** What is billed, per policy, in the provider's units (Bedrock: 1,000 characters begun); empty for what runs here. */
export type Units = Readonly<Record<string, number>>;

/** How much of a text was looked at, in characters. */
export interface Coverage {
	readonly guarded: number;
	readonly total: number;
}

/** A verdict as plain JSON. */
export interface VerdictData {
	readonly source: Source;
	/** "intervened": the text must not pass as it is; what may pass in its place stands in `outputs`. */
	readonly action: "none" | "intervened";
	/** What came of it: the text passes, it passes with places covered, or the guardrail's message takes its place. */
	readonly outcome: "passed" | "masked" | "blocked";
	/** Why, in the guardrail's words, where it has some. */
	readonly reason?: string;
	/** The texts to pass on in place of the one that was checked: the masked text, or the message. Empty when nothing is to change. */
	readonly outputs: readonly string[];
	/** One for each guardrail that looked. */
	readonly assessments: readonly Assessment[];
	readonly coverage: Coverage | null;
	readonly units: Units;
	/** US dollars, an estimate; null when a price is unknown. What runs here costs 0. */
	readonly costUsd: number | null;
	/** Time at the guardrail in milliseconds. */
	readonly latencyMs: number;
}
