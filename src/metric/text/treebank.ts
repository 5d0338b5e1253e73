import { splitWords } from "./white-space.ts";

/**
 * English words as the Penn Treebank cuts them, nearly: punctuation by itself, contractions in two ("don't" → "do",
 * "n't"), numbers, hyphenated words and abbreviations whole.
 *
 * Like NLTK's `word_tokenize` in all but two things: quotation marks stay as they are written, and the end of a sentence
 * is told by rules (a point before a capital or the end, not after an abbreviation) in place of a trained model.
 *
 * @see Marcus et al. 1993, "Building a large annotated corpus of English: the Penn Treebank"
 * @example
 * treebankWords("He can't pay $3.50, said Dr. Lee.") // => ["He", "ca", "n't", "pay", "$", "3.50", ",", "said", "Dr.", "Lee", "."]
 * treebankWords("") // => []
 */
export function treebankWords(text: string): string[] {
	const chunks = splitWords(text);
	return chunks.flatMap((chunk, i) => {
		const pieces = chunk.match(piece) ?? [];
		const lastWord = pieces.findLastIndex((found) => !closing.test(found));
		return pieces.flatMap((found, at) => {
			const endsSentence = at === lastWord && !(chunks[i + 1] !== undefined && /^\p{Ll}/u.test(chunks[i + 1] ?? ""));
			return splitPoint(found, endsSentence, chunks[i + 1] === undefined).flatMap(splitContraction);
		});
	});
}

// Marks that always stand alone; a comma or colon does unless a digit follows it ("1,000", "10:30").
const mark = `[;@#$%&?!*()[\\]{}<>"«»“”‘’„\\u2012-\\u2015]`;
const run = "\\.{2,}|-{2,}|[,:](?!\\d)";
const piece = new RegExp(`${run}|${mark}|(?:(?!${run}|${mark}).)+`, "gu");
const closing = /^["'”’»)\]}>]+$/;

/** Takes the point off the last word of a sentence. */
function splitPoint(word: string, endsSentence: boolean, endsText: boolean): string[] {
	if (!/[^.]\.$/.test(word) || !endsSentence) return [word];
	if (!endsText && abbreviation.test(word)) return [word];
	return [word.slice(0, -1), "."];
}

const abbreviation =
	/^(?:\p{L}|.*\..*|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|etc|No|Inc|Ltd|Co|Corp|Gen|Col|Lt|Sen|Rep|Gov|Fig|al)\.$/u;

function splitContraction(word: string): string[] {
	const fused = fusedWords.get(word.toLowerCase());
	if (fused !== undefined) return [word.slice(0, fused), word.slice(fused)];
	const parts = /^(.*[^'])(n't|'(?:s|m|d|ll|re|ve)|')$/iu.exec(word);
	if (parts) return [...splitContraction(parts[1] ?? ""), parts[2] ?? ""];
	const opening = /^'(?!(?:re|ve|ll|m|t|s|d|n)$)(?=[\p{L}\p{N}_])/iu.test(word);
	return opening ? ["'", ...splitContraction(word.slice(1))] : [word];
}

/** Two words written as one, and where the second starts. */
const fusedWords: ReadonlyMap<string, number> = new Map([
	["cannot", 3],
	["gimme", 3],
	["gonna", 3],
	["gotta", 3],
	["lemme", 3],
	["wanna", 3],
]);
