/** The most characters that OptimizePrompt takes, from AWS's service model. */
export const mostPromptCharacters = 200_000;

/**
 * The optimized prompt from the pieces in which it came: Bedrock sends it as a JSON string, quoted and escaped; where it
 * does not, the text is taken as it is.
 *
 * @example
 * promptText(['"Say \\"even\\" or', '\\nodd."']) // => 'Say "even" or\nodd.'
 * promptText(["Say even or odd."]) // => "Say even or odd."
 */
export function promptText(pieces: readonly string[]): string {
	const whole = pieces.join("");
	return (unquoted(whole) ?? pieces.map((piece) => unquoted(piece) ?? piece).join("")).trim();
}

function unquoted(text: string): string | null {
	if (!text.trim().startsWith('"')) return null;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "string" ? value : null;
	} catch {
		return null;
	}
}
