import { stableStringify } from "../core/json.ts";
import { formatCount } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";

const shownRows = 5;

/** What the view needs of a data set. */
interface Viewed {
	readonly name: string;
	readonly hash: string;
	readonly length: number;
	readonly notes: readonly string[];
	readonly examples: readonly { readonly id: string; readonly input: unknown; readonly expected: unknown }[];
}

/** The first rows as a table, with the count and the hash. */
export function viewDataset(data: Viewed): View {
	const rows = data.examples.slice(0, shownRows).map(
		(example): Record<string, string> => ({
			id: example.id,
			...prefixed(example.input),
			...prefixed(example.expected, "→ "),
		}),
	);
	const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return table({
		columns: keys.map((key) => ({ key, label: key })),
		rows,
		caption: `${data.name}: ${formatCount(data.length, "row")}`,
		note: [
			...(data.length > shownRows ? [`The first ${shownRows} are shown.`] : []),
			`Content hash ${data.hash.slice(0, 12)}.`,
			...repeatNote(data),
			...data.notes,
		].join(" "),
	});
}

// A repeated question counts twice in every mean, and can lie in two parts of a split.
function repeatNote(data: Viewed): string[] {
	const repeats = data.length - new Set(data.examples.map((example) => stableStringify(example.input))).size;
	return repeats === 0 ? [] : [`${formatCount(repeats, "row")} with the input of an earlier one.`];
}

function prefixed(value: unknown, prefix = ""): Record<string, string> {
	const text = (inner: unknown) => (typeof inner === "string" ? inner : JSON.stringify(inner));
	if (typeof value !== "object" || value === null || Array.isArray(value)) return { [`${prefix}value`]: text(value) };
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`${prefix}${key}`, text(inner)]));
}
