import { hash } from "../core/hash.ts";
import type { Parameters } from "../program/program.ts";

/** A program's parameters: step path → instructions and demos. */
export type ProgramParameters = Readonly<Record<string, Parameters>>;

/** One version of the program that a run looks at. */
export interface Candidate {
	/** From 0, the start. */
	readonly number: number;
	/** Of the parameters: equal candidates have one id. */
	readonly id: string;
	readonly parameters: ProgramParameters;
	/** Numbers of the candidates that it was made from. */
	readonly parents: readonly number[];
	/** How it came about, a few words. */
	readonly origin: string;
}

export interface Candidates {
	readonly start: Candidate;
	readonly all: readonly Candidate[];
	/** The candidate with these parameters; a new one when there is none yet. */
	add(parameters: ProgramParameters, parents: readonly Candidate[], origin: string): Candidate;
}

/**
 * The candidates of a run, each parameters once.
 *
 * @example
 * const book = candidates({ label: { instructions: "Label it.", demos: [] } });
 * book.add({ label: { instructions: "Label it.", demos: [] } }, [], "again").number // => 0
 */
export function candidates(start: ProgramParameters): Candidates {
	const byId = new Map<string, Candidate>();
	const add: Candidates["add"] = (parameters, parents, origin) => {
		const id = hash(parameters, 12);
		const known = byId.get(id);
		if (known !== undefined) return known;
		const made = { number: byId.size, id, parameters, parents: parents.map((parent) => parent.number), origin };
		byId.set(id, made);
		return made;
	};
	return {
		start: add(start, [], "start"),
		add,
		get all() {
			return [...byId.values()];
		},
	};
}

/** The parameters with one step's instructions or demos changed. */
export function changeStep(
	parameters: ProgramParameters,
	step: string,
	change: Partial<Parameters>,
): ProgramParameters {
	const before = parameters[step];
	return before === undefined ? parameters : { ...parameters, [step]: { ...before, ...change } };
}
