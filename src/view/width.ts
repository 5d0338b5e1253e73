const wide =
	/\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const halfWidth = /^[\uff61-\uffdc]/; // the narrow forms of Katakana and Hangul letters
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

// Made at the first character outside ASCII: the first segmenter costs more than importing all of this package's views.
function graphemesOf(text: string): Iterable<Intl.SegmentData> {
	return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
}

/**
 * How many columns of a terminal a text takes: Chinese, Japanese and Korean characters and most emoji take two,
 * combining marks none.
 *
 * @example
 * displayWidth("naïve 東京") // => 10
 */
export function displayWidth(text: string): number {
	if (/^[\x20-\x7e]*$/.test(text)) return text.length; // the usual case, and much the fastest
	let width = 0;
	for (const { segment } of graphemesOf(text)) width += widthOf(segment);
	return width;
}

/**
 * Cuts a text to at most `width` columns, ending in an ellipsis where something was left out.
 *
 * @example
 * truncate("a long sentence", 8) // => "a long …"
 */
export function truncate(text: string, width: number): string {
	if (displayWidth(text) <= width) return text;
	if (width < 1) return "";
	let kept = "";
	let used = 1; // the ellipsis
	for (const { segment } of graphemesOf(text)) {
		used += widthOf(segment);
		if (used > width) break;
		kept += segment;
	}
	return `${kept}…`;
}

/** Which edge a text stands against. */
export type Align = "left" | "right" | "center";

/**
 * Fills a text up to `width` columns; a longer one stays as it is.
 *
 * @example
 * [pad("ab", 4, "left"), pad("ab", 4, "right"), pad("ab", 4, "center")] // => ["ab  ", "  ab", " ab "]
 */
export function pad(text: string, width: number, align: Align): string {
	const missing = Math.max(0, width - displayWidth(text));
	const before = align === "left" ? 0 : align === "right" ? missing : Math.floor(missing / 2);
	return " ".repeat(before) + text + " ".repeat(missing - before);
}

/**
 * A text on one line: runs of white space become one space, control characters (a model may write them) go.
 *
 * @example
 * oneLine("two\n  lines\u001b[31m") // => "two lines[31m"
 */
export function oneLine(text: string): string {
	return text
		.replace(/\s+/gu, " ")
		.replace(/\p{Cc}/gu, "")
		.trim();
}

function widthOf(grapheme: string): number {
	if (invisible.test(grapheme)) return 0;
	return wide.test(grapheme) && !halfWidth.test(grapheme) ? 2 : 1;
}
