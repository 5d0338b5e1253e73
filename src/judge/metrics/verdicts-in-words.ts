import type { Verdict } from "./verdicts.ts";

/**
 * Verdicts in words: how many hold, and which do not.
 *
 * @param what of several lines: "statements"
 * @param holding what it means to hold: "follow from the contexts"
 * @example
 * verdictsInWords([{ line: "Ada sang.", holds: false, reason: "not said" }], "statements", "follow from the contexts")
 * // => "0 of 1 statements follow from the contexts; not: \"Ada sang.\" (not said)"
 */
export function verdictsInWords(verdicts: readonly Verdict[], what: string, holding: string): string {
	const failing = verdicts.filter(({ holds }) => !holds);
	const named = failing.map(({ line, reason }) => `"${line}"${reason === "" ? "" : ` (${reason})`}`);
	const count = `${verdicts.length - failing.length} of ${verdicts.length} ${what} ${holding}`;
	return failing.length === 0 ? count : `${count}; not: ${named.join("; ")}`;
}
