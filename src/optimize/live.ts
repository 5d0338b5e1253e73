import type { Budget, Spent } from "../model/middleware/budget.ts";
import type { Candidate } from "./candidate.ts";
import type { Forecast } from "./outline.ts";
import type { Trial } from "./trial.ts";

/** What a running optimizer shows. */
export interface LiveState {
	readonly optimizer: string;
	readonly program: string;
	readonly metric: {
		readonly name: string;
		readonly direction: "higher" | "lower";
		readonly unit?: "number" | "percent" | "ms" | "usd";
	};
	readonly budget: Budget;
	readonly spent: Spent;
	readonly forecast: Forecast;
	/** Of the calls spent, those that were answered by the run file: they say nothing about the pace. */
	readonly replayed: number;
	/** What the last call was for; empty before the first. */
	readonly phase: string;
	/** By number. */
	readonly candidates: readonly Candidate[];
	readonly trials: readonly Trial[];
	/** What the run waits for just now; empty when it goes on. */
	readonly status: string;
}

/** Where a run shows itself while it goes. */
export interface LiveView {
	update(state: LiveState): void;
	/** The run is over; awaited before the result is returned. */
	done(state: LiveState, summary: string): Promise<void>;
}
