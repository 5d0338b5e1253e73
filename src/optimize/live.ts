import type { Budget, Spent } from "../model/middleware/budget.ts";
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
	readonly trials: readonly Trial[];
	readonly status: string;
}

/** Where a run shows itself while it goes. */
export interface LiveView {
	update(state: LiveState): void;
	/** The run is over; awaited before the result is returned. */
	done(state: LiveState, summary: string): Promise<void>;
}
