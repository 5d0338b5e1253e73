import { assign } from "../metric/assignment.ts";

type Keys = readonly (readonly number[])[]; // [rows][columns]

const mostTries = 2_000;

/**
 * Which column of the candidate stands for each of the reference, by their values.
 *
 * First a pairing is sought under which both are the same bag of rows: column after column, going back when the rows so far
 * are not the same bags. When there is none, the pairing under which the columns share most values.
 *
 * @param reference keys of equal values are equal; as many columns in both, at least one row
 * @returns for each column of the reference the index of its partner
 * @example
 * matchColumns([[1, 2], [3, 4]], [[4, 3], [2, 1]]) // => [1, 0]
 */
export function matchColumns(reference: Keys, candidate: Keys): number[] {
	const width = reference[0]?.length ?? 0;
	const bags = (keys: Keys) =>
		Array.from({ length: width }, (_, column) => countsOf(keys.map((row) => row[column] ?? 0)));
	const [wanted, found] = [bags(reference), bags(candidate)];
	const worth = wanted.map((bag) => found.map((other) => overlap(bag, other))); // [reference][candidate]
	const whole = (column: number, place: number) => worth[column]?.[place] === reference.length;

	const places: number[] = [];
	let tries = 0;
	const isPaired = (): boolean => {
		const column = places.length;
		if (column === width) return true;
		for (let place = 0; place < width; place++) {
			if (places.includes(place) || !whole(column, place) || tries++ > mostTries) continue;
			places.push(place);
			if (sameBags(reference, candidate, places) && isPaired()) return true;
			places.pop();
		}
		return false;
	};
	if (reference.length === candidate.length && isPaired()) return places;

	const pairs = assign(worth.map((row, column) => row.map((value, place) => value + (column === place ? 0.5 : 0))));
	return pairs.map(([, place]) => place); // of equal ones, the column in the same place
}

function countsOf<K>(values: readonly K[]): Map<K, number> {
	const counts = new Map<K, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

function overlap(bag: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
	let shared = 0;
	for (const [key, count] of bag) shared += Math.min(count, other.get(key) ?? 0);
	return shared;
}

function sameBags(reference: Keys, candidate: Keys, places: readonly number[]): boolean {
	const wanted = countsOf(reference.map((row) => row.slice(0, places.length).join(",")));
	return candidate.every((row) => {
		const key = places.map((place) => row[place]).join(",");
		const count = wanted.get(key) ?? 0;
		wanted.set(key, count - 1);
		return count > 0;
	});
}
