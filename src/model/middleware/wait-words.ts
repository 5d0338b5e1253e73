/**
 * A wait as the status line says it: tenths below a second, else whole seconds.
 *
 * @example
 * [waitWords(420), waitWords(3600)] // => ["0.4 s", "4 s"]
 */
export function waitWords(ms: number): string {
	return ms < 950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
