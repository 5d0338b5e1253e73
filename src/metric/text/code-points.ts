/**
 * The code points of a text: the unit in which the string distances count, so that 🙂 is one character, not two.
 *
 * @returns one integer per code point
 * @example
 * codePoints("a🙂") // => [97, 128578]
 */
export function codePoints(text: string): number[] {
	const points: number[] = [];
	for (let i = 0; i < text.length; i++) {
		const point = text.codePointAt(i) ?? 0;
		points.push(point);
		if (point > 0xffff) i++;
	}
	return points;
}

/**
 * Orders texts by code points, as Python does. JavaScript's own order goes by UTF-16 units, which puts 🙂 before "｡".
 *
 * @returns below 0 when `a` comes first, above 0 when `b` does, 0 when they are equal
 * @example
 * ["｡", "🙂", "b"].sort(byCodePoints) // => ["b", "｡", "🙂"]
 */
export function byCodePoints(a: string, b: string): number {
	const left = codePoints(a);
	const right = codePoints(b);
	for (const [i, point] of left.entries()) {
		const other = right[i];
		if (other === undefined) return 1;
		if (point !== other) return point - other;
	}
	return left.length - right.length;
}
