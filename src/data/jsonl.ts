import { DataError, messageOf } from "../core/errors.ts";

/**
 * Parses JSON lines: one object a line, blank lines skipped.
 *
 * @param name used in errors
 * @throws DataError with the line's number from 1 when a line is no JSON object
 * @example
 * parseJsonl('{"a":1}\n{"a":2}\n') // => [{ a: 1 }, { a: 2 }]
 */
export function parseJsonl(text: string, name = "jsonl"): Record<string, unknown>[] {
	const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/); // a byte-order mark is no part of the first line
	return lines.flatMap((line, index) => {
		if (line.trim() === "") return [];
		const row = index + 1;
		let value: unknown;
		try {
			value = JSON.parse(line);
		} catch (error) {
			throw new DataError(`${name}, line ${row}: expected JSON, found ${messageOf(error)}`, {
				dataset: name,
				row,
				cause: error,
			});
		}
		if (typeof value !== "object" || value === null || Array.isArray(value)) {
			throw new DataError(`${name}, line ${row}: expected a JSON object, found ${line.slice(0, 60)}`, {
				dataset: name,
				row,
			});
		}
		return [value as Record<string, unknown>];
	});
}
