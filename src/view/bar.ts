const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A bar of text, to an eighth of a column.
 *
 * @param share how full, 0 to 1; values outside are taken as the nearer end
 * @param width columns
 * @param empty what fills the rest; a space by default
 * @example
 * [bar(0.5, 4), bar(0.3, 5, "░")] // => ["██  ", "█▌░░░"]
 */
export function bar(share: number, width: number, empty = " "): string {
	const filled = Math.round(Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * width * 8);
	const drawn = "█".repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? "");
	return drawn + empty.repeat(Math.max(0, width - drawn.length));
}
