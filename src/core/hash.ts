import { createHash } from "node:crypto";
import { stableStringify } from "./json.ts";

/**
 * SHA-256 of a value's stable JSON, in lower-case hex. Equal values give equal hashes on every machine.
 *
 * @param length how many hex digits to keep, 64 for all
 * @example
 * hash({ a: 1, b: 2 }) === hash({ b: 2, a: 1 }) // => true
 */
export function hash(value: unknown, length = 64): string {
	const text = typeof value === "string" ? value : stableStringify(value);
	return createHash("sha256").update(text).digest("hex").slice(0, length);
}
