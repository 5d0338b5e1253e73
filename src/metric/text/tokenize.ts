/** Cuts a text into the units that are compared. */
export type Tokenizer = (text: string) => readonly string[];

/**
 * ROUGE's own words: lower case, runs of a-z and 0-9. Everything else separates, so accents cut a word
 * ("café" → "caf") and a text in another script has no words at all.
 *
 * @example
 * asciiWords("It's a café, №5!") // => ["it", "s", "a", "caf", "5"]
 */
export function asciiWords(text: string): string[] {
	return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/**
 * Words in any script: lower case, runs of letters, marks and digits; in Chinese and Japanese, where words are not
 * spaced, each character by itself.
 *
 * @example
 * unicodeWords("Ein Café in 東京") // => ["ein", "café", "in", "東", "京"]
 */
export function unicodeWords(text: string): string[] {
	return text.toLowerCase().match(unicodeWord) ?? [];
}

const unspaced = "[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]";
const unicodeWord = new RegExp(`(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+|(?=[\\p{L}\\p{N}])${unspaced}\\p{M}*`, "gu");
