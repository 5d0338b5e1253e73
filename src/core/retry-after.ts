/**
 * What a server asks to wait: `Retry-After` in seconds or as a date, or `retry-after-ms` as some servers send it.
 *
 * @param header reads a header by its name in small letters
 * @returns milliseconds ≥ 0; null where it asks for nothing that can be read
 * @example
 * [retryAfterMs(() => "2", 0), retryAfterMs((name) => (name === "retry-after" ? "Thu, 01 Jan 1970 00:00:05 GMT" : null), 1000)] // => [2, 4000]
 * retryAfterMs(() => null, 0) // => null
 */
export function retryAfterMs(header: (name: string) => string | null | undefined, nowMs: number): number | null {
	const ms = Number(header("retry-after-ms") ?? Number.NaN);
	if (ms >= 0) return ms;
	const text = header("retry-after")?.trim() ?? "";
	if (text === "") return null;
	const seconds = Number(text);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const untilMs = Date.parse(text);
	return Number.isNaN(untilMs) ? null : Math.max(0, untilMs - nowMs);
}
