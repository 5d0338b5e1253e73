import type { MetricComparison } from "../evaluate/comparison.ts";
import type { Report } from "../evaluate/report.ts";
import type { Spent } from "../model/middleware/budget.ts";
import type { ProgramParameters } from "../optimize/candidate.ts";
import type { Spending } from "../optimize/spending.ts";
import type { Displayable } from "../view/view.ts";
import type { Projection } from "./projection.ts";
import type { Slice } from "./slices.ts";

/** The four programs of a migration, in their order. */
export type Stage = "source" | "target" | "rewritten" | "optimized";

/** Two stages on the same test rows. */
export interface StageComparison extends MetricComparison {
	readonly from: Stage;
	readonly to: Stage;
	/** p after Holm's correction over the comparisons of this migration. */
	readonly correctedP: number;
	/** By the corrected p. */
	readonly conclusion: "better" | "worse" | "not distinguishable";
}

/** How a prompt was tuned, without the program itself. */
export interface Tuning {
	readonly optimizer: string;
	readonly promoted: boolean;
	/** The metric on the validation rows, before and of the chosen candidate: selected, so it flatters. */
	readonly validation: { readonly start: number | null; readonly chosen: number | null };
	readonly candidates: number;
	readonly spent: Spent;
	readonly stopped?: string;
}

/** A line of the ledger: what one tuning step spent on one phase with one model. */
export interface StepSpending extends Spending {
	/** "rewrite"; "weigh", the rewritten prompt beside the old one on the validation rows; "optimize". */
	readonly step: string;
}

export interface MigrationData {
	/** Goes up when the saved form changes. */
	readonly format: 1;
	readonly name: string;
	readonly metric: string;
	/** On the test rows, which nothing before has seen. */
	readonly reports: Readonly<Record<Stage, Report>>;
	readonly comparisons: readonly StageComparison[];
	readonly slices: readonly Slice[];
	readonly prompts: Readonly<Record<Stage, ProgramParameters>>;
	readonly tuning: { readonly rewritten?: Tuning; readonly optimized?: Tuning };
	/** What it cost to get there, by step, phase and model, steps that came to nothing too; without the test rows. */
	readonly spending: readonly StepSpending[];
	/** null when no volume was given. */
	readonly projection: Projection | null;
	/** What the reader should know before believing the figures. */
	readonly notes: readonly string[];
	/** Set when the migration ended early: why. */
	readonly stopped?: string;
}

/** The outcome of a migration: four reports on untouched rows, what lies between them, and what it cost to get there. */
export type Migration = MigrationData & Displayable;
