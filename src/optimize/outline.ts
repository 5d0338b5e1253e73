import type { Budget } from "../model/middleware/budget.ts";

/** How much an optimizer will do if nothing stops it. */
export interface Outline {
	/** Runs of the program on a row. */
	readonly rows: number;
	/** Calls to the proposer. */
	readonly proposals: number;
}

/** What a run will take, estimated before it begins. */
export interface Forecast extends Outline {
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** US dollars; null when a price is unknown. */
	readonly usd: number | null;
	/** null when a model's speed is unknown. */
	readonly minutes: number | null;
	/** The limit that will end the run first; undefined when the outline fits. */
	readonly endsBy?: keyof Budget;
	/** Share of the budget that it will use, 0 to 1: below 1 the settings end the run, not the budget. null: unknown. */
	readonly uses: number | null;
	/** How the figures came about. */
	readonly basis: readonly string[];
}
