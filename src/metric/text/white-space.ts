// White space as Python's str.split sees it, since the reference implementations are Python: with the four separators
// U+001C to U+001F and U+0085, without U+FEFF. JavaScript's \s differs in exactly these.
const asciiSpace = "\\t-\\r\\x1c-\\x20";
const space = `${asciiSpace}\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000`;
const runsOfSpace = new RegExp(`[${space}]+`, "u");
const runsOfAsciiSpace = new RegExp(`[${asciiSpace}]+`, "u");
const spaceAtEnd = new RegExp(`[${space}]+$`, "u");
const spaceAtStart = new RegExp(`^[${space}]+`, "u");

/**
 * The words of a text: what stands between white space.
 *
 * @example
 * splitWords("  one two\n three ") // => ["one", "two", "three"]
 * splitWords(" ") // => []
 */
export function splitWords(text: string): string[] {
	return text.split(runsOfSpace).filter((word) => word !== "");
}

/**
 * The same where only ASCII white space separates.
 *
 * @example
 * splitAtAsciiSpace("5\u00a0km away") // => ["5\u00a0km", "away"]
 */
export function splitAtAsciiSpace(text: string): string[] {
	return text.split(runsOfAsciiSpace).filter((word) => word !== "");
}

/**
 * The text without its trailing white space.
 *
 * @example
 * trimEnd(" one\n") // => " one"
 */
export function trimEnd(text: string): string {
	return text.replace(spaceAtEnd, "");
}

/**
 * The text without white space at either end.
 *
 * @example
 * trim(" one two\n") // => "one two"
 */
export function trim(text: string): string {
	return trimEnd(text).replace(spaceAtStart, "");
}
