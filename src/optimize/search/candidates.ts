import type { Random } from "../../core/random.ts";
import type { Seen } from "./seen.ts";
import { allCells, type Cell, cellCount, keyOf, randomCell, type Variables } from "./variables.ts";

const mostCells = 4096;
const parentCount = 5;

/**
 * The cells among which to look for the next one, those seen first.
 *
 * All cells, up to 4,096. Beyond that 4,096 draws: every other one uniform, the rest a best cell seen (one of five) with
 * one choice drawn anew, so that what was found is built upon.
 */
export function candidates(variables: Variables, seen: readonly Seen[], random: Random): Cell[] {
	const known = new Set(seen.map(({ cell }) => keyOf(cell)));
	const others = cellCount(variables) <= mostCells ? allCells(variables) : drawnCells(variables, seen, random);
	const cells = seen.map(({ cell }) => cell);
	for (const cell of others) {
		const key = keyOf(cell);
		if (known.has(key)) continue;
		known.add(key);
		cells.push(cell);
	}
	return cells;
}

function drawnCells(variables: Variables, seen: readonly Seen[], random: Random): Cell[] {
	const parents = seen.toSorted((a, b) => b.mean - a.mean).slice(0, parentCount);
	return Array.from({ length: mostCells }, (_, index) => {
		const drawn = randomCell(variables, random);
		if (index % 2 === 0 || parents.length === 0) return drawn;
		const parent = parents[random.integer(parents.length)]?.cell ?? drawn;
		const changed = random.integer(drawn.length);
		return parent.map((choice, variable) => (variable === changed ? (drawn[variable] ?? 0) : choice));
	});
}
