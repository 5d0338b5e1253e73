/** How a row was judged. The label follows from the reason, so that nobody can write down one that contradicts the other. */
export const labelOfReason = {
	"all-met": "positive",
	"missed-wish": "moderate",
	substitute: "moderate",
	accessory: "moderate",
	"wrong-thing": "negative",
	excluded: "negative",
	unfit: "negative",
} as const;

export type Reason = keyof typeof labelOfReason;
export type Label = (typeof labelOfReason)[Reason];
export type Split = "train" | "validate" | "test";

/** One judged pair, as it stands in the source files. */
export interface Pair {
	readonly id: string;
	readonly query: string;
	readonly product: string;
	readonly label: Label;
	readonly category: string;
	readonly reason: Reason;
}

const reasonOfMark: Readonly<Record<string, Reason>> = {
	"+": "all-met",
	"~w": "missed-wish",
	"~s": "substitute",
	"~a": "accessory",
	"-t": "wrong-thing",
	"-x": "excluded",
	"-f": "unfit",
};

/**
 * Reads one source file: a line `? query`, then a line for each of its products that starts with the mark of its reason.
 *
 * @throws Error naming the file and line when a line has no known mark or comes before any query
 * @example
 * pairsOf("office", "? stapler\n~a Box of 1000 staples").map((pair) => pair.label) // => ["moderate"]
 */
export function pairsOf(category: string, text: string): readonly Pair[] {
	const pairs: Pair[] = [];
	let query: string | undefined;
	for (const [index, line] of text.split("\n").entries()) {
		if (line === "") continue;
		const [mark = "", ...words] = line.split(" ");
		const rest = words.join(" ");
		if (mark === "?") {
			query = rest;
			continue;
		}
		const reason = reasonOfMark[mark];
		if (reason === undefined || query === undefined) {
			throw new Error(`${category}.txt line ${index + 1}: expected "? query" or a marked product, found "${line}"`);
		}
		const id = `${category}-${String(pairs.length + 1).padStart(2, "0")}`;
		pairs.push({ id, query, product: rest, label: labelOfReason[reason], category, reason });
	}
	return pairs;
}
