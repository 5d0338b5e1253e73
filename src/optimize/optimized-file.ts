import { readFile } from "node:fs/promises";
import { DataError, messageOf } from "../core/errors.ts";
import { saveWhole } from "../core/whole-file.ts";
import { type Displayable, displayable } from "../view/view.ts";
import type { Candidate } from "./candidate.ts";
import type { Standing } from "./optimized.ts";
import type { OptimizedFacts } from "./optimized-facts.ts";
import { optimizedPage } from "./optimized-page.ts";
import { optimizedView } from "./optimized-view.ts";
import type { Trial } from "./trial.ts";

/** An outcome from a file. `program.with(loaded.chosen.parameters)` is the tuned program again. */
export type LoadedOptimized = OptimizedFacts & Displayable;

/** The saved form: each candidate is written once, and named by its number elsewhere. */
interface Saved extends Omit<OptimizedFacts, "chosen" | "start" | "leader" | "trials"> {
	/** Goes up when the form changes. */
	readonly touchstoneOptimized: 1;
	readonly chosen: number;
	readonly start: number;
	readonly leader: number;
	readonly trials: readonly (Omit<Trial, "candidate"> & { readonly candidate: number })[];
}

/**
 * Saves an optimizer's outcome: everything but the program object as `.json` (load it with `loadOptimized`), or a page to
 * look at and send around as `.html`; the ending decides. Folders are made; the file appears whole or not at all.
 *
 * @returns the path
 * @throws DataError for another ending, or when the file cannot be written
 */
export async function saveOptimized(result: OptimizedFacts, path: string): Promise<string> {
	return saveWhole("saveOptimized", path, textFor(result, path));
}

function textFor(result: OptimizedFacts, path: string): string {
	if (path.endsWith(".html")) return optimizedPage(result);
	if (!path.endsWith(".json")) {
		throw new DataError(`saveOptimized: expected a path ending in .json or .html, found "${path}"`);
	}
	const { program: _, ...facts } = result as OptimizedFacts & { readonly program?: unknown };
	const saved: Saved = {
		touchstoneOptimized: 1,
		...facts,
		chosen: result.chosen.number,
		start: result.start.number,
		leader: result.leader.number,
		trials: result.trials.map((trial) => ({ ...trial, candidate: trial.candidate.number })),
	};
	return `${JSON.stringify(saved)}\n`;
}

/**
 * Loads an outcome saved as JSON. The program itself is not in the file: `program.with(loaded.chosen.parameters)` gives it
 * back.
 *
 * @throws DataError when the file cannot be read or holds no optimizer's outcome
 */
export async function loadOptimized(path: string): Promise<LoadedOptimized> {
	let data: unknown;
	try {
		data = JSON.parse(await readFile(path, "utf8"));
	} catch (error) {
		throw new DataError(`loadOptimized: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	const fault = faultOf(data);
	if (fault !== undefined) {
		throw new DataError(
			`loadOptimized: expected an optimizer's outcome (touchstoneOptimized 1) in ${path}, found ${fault}. Save one with saveOptimized.`,
		);
	}
	const { touchstoneOptimized: _, ...saved } = data as Saved;
	const byNumber = new Map(saved.candidates.map((candidate) => [candidate.number, candidate]));
	const named = (number: number) => byNumber.get(number) as Standing; // faultOf has looked
	return displayable(
		{
			...saved,
			chosen: named(saved.chosen),
			start: named(saved.start),
			leader: named(saved.leader),
			trials: saved.trials.map((trial) => ({ ...trial, candidate: candidateOf(named(trial.candidate)) })),
		},
		optimizedView,
	);
}

function candidateOf({ number, id, parameters, parents, origin }: Standing): Candidate {
	return { number, id, parameters, parents, origin };
}

const records = ["budget", "spent", "forecast", "proposals", "metric", "run"] as const;
const lists = ["candidates", "trials", "spending", "notes"] as const;

// Members only, not every value in them: enough to tell an outcome from another file, or from half of one.
function faultOf(data: unknown): string | undefined {
	if (!isRecord(data)) return "no object";
	if (data.touchstoneOptimized === undefined) return "no touchstoneOptimized";
	if (data.touchstoneOptimized !== 1) return `touchstoneOptimized ${data.touchstoneOptimized}`;
	const missing = records.find((member) => !isRecord(data[member])) ?? lists.find((name) => !Array.isArray(data[name]));
	if (missing !== undefined) return `no ${missing}`;
	const { candidates, trials } = data as { candidates: unknown[]; trials: unknown[] };
	const whole = (one: unknown) => isRecord(one) && typeof one.number === "number" && isRecord(one.parameters);
	const broken = candidates.findIndex((one) => !whole(one));
	if (broken >= 0) return `a candidate ${broken + 1} without number or parameters`;
	const numbers = new Set(candidates.map((one) => (one as Standing).number));
	const astray = (["chosen", "start", "leader"] as const).find((name) => !numbers.has(data[name] as number));
	if (astray !== undefined) return `no candidate that is ${astray}`;
	const lost = trials.findIndex((trial) => !isRecord(trial) || !numbers.has(trial.candidate as number));
	return lost < 0 ? undefined : `a trial ${lost + 1} of no candidate`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
