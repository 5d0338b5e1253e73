const before = "It is worth taking a moment to look at this with care and in its full context.";
const after = [
	"In other words, the points that were made above are the points that matter here.",
	"There is, as always, much more that could be said, but the above says it as it should be said.",
];

/**
 * A text with sentences around it that say nothing: a judge that rates this higher rates length.
 *
 * @example
 * pad("Rain fell.").includes("Rain fell.") // => true
 */
export function pad(text: string): string {
	return [before, text, ...after].join(" ");
}
