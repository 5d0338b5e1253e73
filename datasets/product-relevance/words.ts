/** Lower-case words and numbers; a final s goes, so that "chairs" meets "chair". */
export function wordsOf(text: string): readonly string[] {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}
