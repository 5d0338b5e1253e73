import { splitAtAsciiSpace, splitWords } from "../text/white-space.ts";

/**
 * The words of a text as rapidfuzz cuts them: at Unicode white space, but in a text that is Latin-1 throughout not at
 * U+0085 and U+00A0 (the no-break space). An oddity of that library, kept so that the token ratios are equal to its.
 *
 * @example
 * ratioWords("5\u00a0km") // => ["5\u00a0km"]
 * ratioWords("5\u00a0km €") // => ["5", "km", "€"]
 */
export function ratioWords(text: string): string[] {
	const isLatin1 = !/[^\0-\xff]/.test(text);
	return isLatin1 ? splitAtAsciiSpace(text) : splitWords(text);
}
