import { byCodePoints, codePoints } from "../text/code-points.ts";
import { indel } from "./indel.ts";
import { ratioWords } from "./ratio-words.ts";

/**
 * Token set ratio: compares the words two texts share with what each has besides; order and repeats do not matter.
 *
 * 0 to 100; 100 when one text's words are all in the other, 0 when either has none. Equal to rapidfuzz 3.14.6.
 *
 * @example
 * tokenSetRatio("fuzzy was a bear", "fuzzy fuzzy was a bear") // => 100
 * tokenSetRatio("a b", "c") // => 0
 */
export function tokenSetRatio(a: string, b: string): number {
	const [left, right] = [new Set(ratioWords(a)), new Set(ratioWords(b))];
	if (left.size === 0 || right.size === 0) return 0;
	const shared = [...left].filter((word) => right.has(word));
	const onlyLeft = [...left].filter((word) => !right.has(word));
	const onlyRight = [...right].filter((word) => !left.has(word));
	if (shared.length > 0 && (onlyLeft.length === 0 || onlyRight.length === 0)) return 100;

	const join = (words: string[]) => words.sort(byCodePoints).join(" ");
	const [restLeft, restRight] = [join(onlyLeft), join(onlyRight)];
	const lengthOf = (text: string) => codePoints(text).length;
	const sharedLength = lengthOf(join(shared));
	const space = sharedLength > 0 ? 1 : 0;
	const whole = (rest: string) => sharedLength + space + lengthOf(rest); // "shared rest"

	const ratioOf = (distance: number, total: number) => (total === 0 ? 100 : 100 - (100 * distance) / total);
	const wholes = ratioOf(indel(restLeft, restRight), whole(restLeft) + whole(restRight));
	if (sharedLength === 0) return wholes;
	// The shared words begin both sides, so the distance is what follows them
	const leftWithShared = ratioOf(space + lengthOf(restLeft), sharedLength + whole(restLeft));
	const rightWithShared = ratioOf(space + lengthOf(restRight), sharedLength + whole(restRight));
	return Math.max(wholes, leftWithShared, rightWithShared);
}
