import { codePoints } from "../text/code-points.ts";

/**
 * Jaro similarity: how many characters two short texts (names) share within reach of each other, and in how much the
 * same order.
 *
 * 0 nothing shared, 1 equal; two empty texts are equal. Counts code points. Runs in O(n · m).
 *
 * @see Jaro 1989, "Advances in record-linkage methodology"
 * @example
 * jaro("MARTHA", "MARHTA") // => 0.9444444444444445
 */
export function jaro(a: string, b: string): number {
	const [left, right] = [codePoints(a), codePoints(b)];
	if (left.length === 0 && right.length === 0) return 1;

	const reach = Math.max(Math.floor(Math.max(left.length, right.length) / 2) - 1, 0);
	const takenRight = new Array<boolean>(right.length).fill(false);
	const common: number[] = []; // the shared characters in the order of a
	for (const [i, character] of left.entries()) {
		const last = Math.min(i + reach, right.length - 1);
		for (let j = Math.max(i - reach, 0); j <= last; j++) {
			if (takenRight[j] || right[j] !== character) continue;
			takenRight[j] = true;
			common.push(character);
			break;
		}
	}
	if (common.length === 0) return 0;

	const inOrderOfB = right.filter((_, j) => takenRight[j]);
	const outOfPlace = common.filter((character, i) => character !== inOrderOfB[i]).length;
	const m = common.length;
	return (m / left.length + m / right.length + (m - Math.floor(outOfPlace / 2)) / m) / 3;
}
