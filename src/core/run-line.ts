import { DataError } from "./errors.ts";

/**
 * One line of a run file: a JSON object.
 *
 * @param number of the line, from 1, for the sentence
 * @throws DataError when the line is damaged
 * @example
 * parseRunLine("run.jsonl", '{"call":1}', 2) // => { call: 1 }
 */
export function parseRunLine(path: string, line: string, number: number): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(line);
		if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
	} catch {}
	throw new DataError(
		`run file ${path}: expected one JSON object a line, found something else in line ${number}. Delete the file to start anew.`,
		{ dataset: path, row: number },
	);
}
