import { splitWords } from "./white-space.ts";

/**
 * An answer as the SQuAD evaluation compares it: lower case, without ASCII punctuation, without "a", "an" and "the",
 * single spaces.
 *
 * @see Rajpurkar et al. 2016, "SQuAD: 100,000+ questions for machine comprehension of text", arXiv:1606.05250
 * @example
 * normalizeAnswer("The  Eiffel Tower!") // => "eiffel tower"
 */
export function normalizeAnswer(text: string): string {
	const plain = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, "");
	return splitWords(plain.replace(article, " ")).join(" ");
}

// \b knows ASCII words only; "à" is a letter too
const article = /(?<![\p{L}\p{N}])(?:a|an|the)(?![\p{L}\p{N}])/gu;
