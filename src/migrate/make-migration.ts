import { compare } from "../evaluate/compare.ts";
import type { Price } from "../model/model.ts";
import type { Optimized } from "../optimize/optimized.ts";
import { holm } from "../stats/correction.ts";
import { displayable } from "../view/view.ts";
import type { Migration, MigrationData, Stage, StageComparison, Tuning } from "./migration.ts";
import { migrationView } from "./migration-view.ts";
import { project } from "./projection.ts";
import { slicesOf } from "./slices.ts";

export interface MigrationParts {
	readonly name: string;
	readonly metric: string;
	readonly reports: MigrationData["reports"];
	readonly prompts: MigrationData["prompts"];
	readonly tuning: {
		readonly rewritten: Optimized<never, unknown> | undefined;
		readonly optimized: Optimized<never, unknown> | undefined;
	};
	readonly spending: MigrationData["spending"];
	readonly runsPerMonth: number | undefined;
	readonly prices: { readonly source: Price; readonly target: Price } | undefined;
	readonly notes: readonly string[];
}

/** Which stages are held against which: the questions that a migration asks. */
const questions: readonly (readonly [Stage, Stage])[] = [
	["source", "target"],
	["source", "optimized"],
	["target", "rewritten"],
	["target", "optimized"],
];

const level = 0.95;

/** The migration's report from its four reports. */
export function makeMigration(parts: MigrationParts): Migration {
	const { reports, metric } = parts;
	const stopped = Object.values(reports).find((report) => report.run.stopped !== undefined)?.run.stopped;
	const data: MigrationData = {
		format: 1,
		name: parts.name,
		metric,
		reports,
		comparisons: comparisons(reports, metric),
		slices: slicesOf(reports.source, reports.optimized, metric),
		prompts: parts.prompts,
		tuning: {
			...(parts.tuning.rewritten === undefined ? {} : { rewritten: tuningOf(parts.tuning.rewritten) }),
			...(parts.tuning.optimized === undefined ? {} : { optimized: tuningOf(parts.tuning.optimized) }),
		},
		spending: parts.spending,
		projection:
			parts.runsPerMonth === undefined
				? null
				: project(reports.source, reports.optimized, parts.runsPerMonth, parts.prices),
		notes: parts.notes,
		...(stopped === undefined ? {} : { stopped }),
	};
	return fromData(data);
}

/** Gives a migration's data, new or loaded, its look. */
export function fromData(data: MigrationData): Migration {
	return displayable({ ...data }, migrationView);
}

function comparisons(reports: MigrationData["reports"], metric: string): StageComparison[] {
	const found = questions.flatMap(([from, to]) => {
		const one = compare(reports[from], reports[to]).metrics.find((compared) => compared.metric === metric);
		return one === undefined ? [] : [{ ...one, from, to }];
	});
	const corrected = holm(found.map(({ p }) => p));
	return found.map((one, index): StageComparison => {
		const correctedP = corrected[index] ?? one.p;
		const up = one.direction === "higher" ? one.difference > 0 : one.difference < 0;
		const decided = correctedP <= 1 - level && one.difference !== 0;
		return { ...one, correctedP, conclusion: decided ? (up ? "better" : "worse") : "not distinguishable" };
	});
}

function tuningOf({ run, promoted, start, chosen, candidates, spent, stopped }: Optimized<never, unknown>): Tuning {
	return {
		optimizer: run.optimizer,
		promoted,
		validation: { start: start.value, chosen: chosen.value },
		candidates: candidates.length,
		spent,
		...(stopped === undefined ? {} : { stopped }),
	};
}
