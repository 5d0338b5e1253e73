/**
 * The sentences and lines of a text, without the white space between them. A list's number or a short opening ("1.",
 * "e.g.") stays with what follows it.
 *
 * @example
 * sentencesOf("Read it. Then say yes or no.\n1. Be brief.") // => ["Read it.", "Then say yes or no.", "1. Be brief."]
 */
export function sentencesOf(text: string): string[] {
	return text
		.split(/\n+/)
		.flatMap(sentencesOfLine)
		.filter((sentence) => sentence !== "");
}

function sentencesOfLine(line: string): string[] {
	const sentences: string[] = [];
	let open = "";
	for (const piece of line.trim().split(/(?<=[.!?]["'”’)\]]*)\s+(?=["'“‘(]?\p{Lu})/u)) {
		open = open === "" ? piece : `${open} ${piece}`;
		if (/\p{L}[^\s]*\s+[^\s]*\p{L}/u.test(open)) {
			sentences.push(open); // two words make a sentence
			open = "";
		}
	}
	const last = sentences.length - 1;
	if (open === "") return sentences;
	return last < 0 ? [open] : [...sentences.slice(0, last), `${sentences[last]} ${open}`];
}

/**
 * A text with some of its sentences replaced (by "": left out) and others behind it; lines stay lines.
 *
 * @example
 * const shorter = new Map([["Be brief.", ""]]);
 * editSentences("Read it. Be brief.", shorter, ["Think first."]) // => "Read it. Think first."
 */
export function editSentences(text: string, changed: ReadonlyMap<string, string>, added: readonly string[]): string {
	const kept = text.split("\n").flatMap((line) => {
		const sentences = sentencesOfLine(line);
		if (!sentences.some((sentence) => changed.has(sentence))) return [line];
		const left = sentences.map((sentence) => changed.get(sentence) ?? sentence).filter((sentence) => sentence !== "");
		return left.length === 0 ? [] : [left.join(" ")];
	});
	const body = kept.join("\n").trim();
	return [body, ...added].filter((part) => part !== "").join(body.includes("\n") ? "\n" : " ");
}
