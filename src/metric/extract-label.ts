import { ConfigError } from "../core/errors.ts";
import { trim } from "./text/white-space.ts";

export interface ExtractLabelOptions {
	/**
	 * "fmeval": as fmeval 1.2.3 does it, for comparison only. Defects kept: the text is cut at spaces alone and
	 * punctuation stays, so "positive." is not found; a label of two words never is; the label comes back in lower case,
	 * "unknown" where there is none.
	 */
	readonly compat?: "fmeval";
}

/**
 * The label that a text names: the first that stands there as whole words, in any case, the longer of two that begin at
 * one place; in the spelling of the list.
 *
 * It reads words and not sense: "not positive" gives "positive".
 *
 * @param labels every label there is, none of them empty
 * @returns null when the text names none
 * @throws ConfigError when the list holds no label, or an empty one
 * @example
 * extractLabel("The answer is: New York.", ["York", "New York", "Boston"]) // => "New York"
 * extractLabel("unclear", ["clear"]) // => null
 * extractLabel("The answer is 2.", ["1", "2"], { compat: "fmeval" }) // => "unknown"
 */
export function extractLabel(
	text: string,
	labels: readonly string[],
	options: ExtractLabelOptions = {},
): string | null {
	if (options.compat === "fmeval") return fmevalLabel(text, labels);
	if (labels.length === 0 || labels.some((label) => trim(label) === "")) {
		throw new ConfigError(`extractLabel: expected labels that are not empty, found ${JSON.stringify(labels)}`);
	}
	const longestFirst = [...labels].sort((a, b) => b.length - a.length);
	const anyLabel = longestFirst.map((label) => wholeWords(trim(label))).join("|");
	const found = new RegExp(anyLabel, "iu").exec(text)?.[0];
	if (found === undefined) return null;
	const whole = (label: string) => new RegExp(`^(?:${wholeWords(trim(label))})$`, "iu");
	return labels.find((label) => trim(label) === found) ?? labels.find((label) => whole(label).test(found)) ?? null;
}

/** A pattern for the label where no letter or digit touches it, any white space between its words. */
function wholeWords(label: string): string {
	const words = label.split(/\s+/u).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
	return `(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`;
}

function fmevalLabel(text: string, labels: readonly string[]): string {
	const normalize = (word: string) => trim(word.toLowerCase());
	const known = new Set(labels.map(normalize));
	return (
		text
			.split(" ")
			.map(normalize)
			.find((word) => known.has(word)) ?? "unknown"
	);
}
