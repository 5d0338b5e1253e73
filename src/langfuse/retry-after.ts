/**
 * What a server asks to wait: seconds, or a date.
 *
 * @returns milliseconds ≥ 0; null where it asks for nothing that can be read
 * @example
 * [retryAfterMs("2", 0), retryAfterMs("Thu, 01 Jan 1970 00:00:05 GMT", 1000), retryAfterMs(null, 0)] // => [2000, 4000, null]
 */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
	if (header === null || header.trim() === "") return null;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const untilMs = Date.parse(header);
	return Number.isNaN(untilMs) ? null : Math.max(0, untilMs - nowMs);
}
