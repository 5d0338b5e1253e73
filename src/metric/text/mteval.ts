import { splitWords } from "./white-space.ts";

/**
 * The "13a" tokens of the WMT shared tasks, on which published BLEU scores rest: punctuation apart from words, except
 * that a point, comma or dash inside a number stays; case kept; a few HTML entities decoded.
 *
 * @see NIST mteval-v13a.pl
 * @example
 * mtevalTokens("He paid $3.50, twice.") // => ["He", "paid", "$", "3.50", ",", "twice", "."]
 */
export function mtevalTokens(text: string): string[] {
	const plain = text
		.replaceAll("<skipped>", "")
		.replaceAll("-\n", "") // a word hyphenated over a line break
		.replaceAll("\n", " ")
		.replaceAll("&quot;", '"')
		.replaceAll("&amp;", "&")
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">");
	const spaced = ` ${plain} `
		.replace(/[!-&(-+/:-@[-`{-~ ]/gu, " $& ") // all ASCII punctuation but ' , - .
		.replace(/([^0-9])([.,])/gu, "$1 $2 ")
		.replace(/([.,])([^0-9])/gu, " $1 $2")
		.replace(/([0-9])(-)/gu, "$1 $2 ");
	return splitWords(spaced);
}
