import { ConfigError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";

/** What can be chosen: the name of each variable, and its number of choices (>= 1). */
export type Variables = Readonly<Record<string, number>>;

/** One choice for each variable, counted from 0. */
export type Choice = Readonly<Record<string, number>>;

/** The choices of a `Choice` in the order of the variables: what the samplers compute with. */
export type Cell = readonly number[];

/**
 * Refuses variables among which nothing can be searched.
 *
 * @throws ConfigError when there are no variables, or one has no choices
 */
export function checkVariables(who: string, variables: Variables): void {
	const entries = Object.entries(variables);
	if (entries.length === 0) {
		throw new ConfigError(`${who}: expected at least one variable, found none; give { name: number of choices }`);
	}
	for (const [name, choices] of entries) {
		if (Number.isSafeInteger(choices) && choices >= 1) continue;
		throw new ConfigError(
			`${who}: expected a whole number of choices >= 1 for the variable "${name}", found ${choices}; leave out what has nothing to choose`,
		);
	}
}

/**
 * How many combinations there are: the product of the numbers of choices.
 *
 * @example
 * cellCount({ instruction: 10, demos: 6 }) // => 60
 */
export function cellCount(variables: Variables): number {
	return Object.values(variables).reduce((product, choices) => product * choices, 1);
}

/**
 * All combinations, the last variable moving fastest.
 *
 * @example
 * allCells({ instruction: 2, demos: 2 }) // => [[0, 0], [0, 1], [1, 0], [1, 1]]
 */
export function allCells(variables: Variables): Cell[] {
	const sizes = Object.values(variables);
	return Array.from({ length: cellCount(variables) }, (_, index) => {
		const cell = new Array<number>(sizes.length).fill(0);
		let rest = index;
		for (let variable = sizes.length - 1; variable >= 0; variable--) {
			const size = sizes[variable] ?? 1;
			cell[variable] = rest % size;
			rest = Math.floor(rest / size);
		}
		return cell;
	});
}

/** A combination drawn uniformly. */
export function randomCell(variables: Variables, random: Random): Cell {
	return Object.values(variables).map((choices) => random.integer(choices));
}

/**
 * The choices alone, in the order of the variables.
 *
 * @throws ConfigError when a variable has no choice, or one that does not exist
 * @example
 * cellOf({ instruction: 3, demos: 2 }, { demos: 1, instruction: 2 }) // => [2, 1]
 */
export function cellOf(variables: Variables, choice: Choice): Cell {
	return Object.entries(variables).map(([name, choices]) => {
		const chosen = choice[name];
		if (chosen !== undefined && Number.isInteger(chosen) && chosen >= 0 && chosen < choices) return chosen;
		throw new ConfigError(
			`search: expected a choice from 0 to ${choices - 1} for the variable "${name}", found ${chosen}; observe only what these variables allow`,
		);
	});
}

/**
 * The same with names.
 *
 * @example
 * choiceOf({ instruction: 3, demos: 2 }, [2, 1]) // => { instruction: 2, demos: 1 }
 */
export function choiceOf(variables: Variables, cell: Cell): Choice {
	return Object.fromEntries(Object.keys(variables).map((name, index) => [name, cell[index] ?? 0]));
}

/** A text that is the same for equal cells. */
export function keyOf(cell: Cell): string {
	return cell.join(",");
}
