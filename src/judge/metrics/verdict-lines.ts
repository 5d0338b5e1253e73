/** A judge's yes or no to one numbered line, and why. */
export interface LineVerdict {
	readonly holds: boolean;
	readonly reason: string;
}

/**
 * Reads "3. a few words why => yes" lines: number → verdict. A number that was not asked for and a line without a verdict are
 * left out; of two verdicts on one number the last counts.
 *
 * @param ids the numbers that were asked for
 * @example
 * readVerdictLines("1. it says so => yes\n2: No, not mentioned.\n3. perhaps", [1, 2, 3])
 * // => new Map([[1, { holds: true, reason: "it says so" }], [2, { holds: false, reason: "not mentioned." }]])
 */
export function readVerdictLines(text: string, ids: readonly number[]): Map<number, LineVerdict> {
	const parts: { readonly id: number; text: string }[] = [];
	for (const line of text.split("\n")) {
		const start = /^[^\p{L}\d]*(?:(?:statement|line|question)\s*)?(\d+)\b[\s.):\]]*(.*)$/iu.exec(line);
		const id = Number(start?.[1]);
		const last = parts.at(-1);
		if (ids.includes(id)) parts.push({ id, text: start?.[2] ?? "" });
		else if (last !== undefined) last.text += ` ${line.trim()}`;
	}
	const found = new Map<number, LineVerdict>();
	for (const part of parts) {
		const verdict = readVerdict(part.text.trim());
		if (verdict !== null) found.set(part.id, verdict);
	}
	return found;
}

const word = "(yes|no|true|false)";
// As it was asked for; else a verdict up front with a stop behind it; else one at the end. "No mention of it" is a reason.
const arrow = new RegExp(`^(.*?)[\\s.;,]*(?:=+>|-+>|→|\\|)\\W*${word}\\W*$`, "iu");
const first = new RegExp(`^\\W*${word}\\W*?(?:[.,:;–—-]\\W*|$)(?<why>.*)$`, "iu");
const end = new RegExp(`^(.*?)[:,]?[\\s:,(]${word}\\W*$`, "iu");

function readVerdict(text: string): LineVerdict | null {
	const up = first.exec(text);
	const [, why, said] = arrow.exec(text) ?? (up === null ? end.exec(text) : [text, up.groups?.why, up[1]]) ?? [];
	if (said === undefined) return null;
	return { holds: /^(?:yes|true)$/i.test(said), reason: (why ?? "").trim() };
}
