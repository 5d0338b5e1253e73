import type { Report, Row } from "../evaluate/report.ts";
import { type PairedEvidence, pairedEvidence } from "../stats/paired-evidence.ts";

/** A part of the test rows that have something in common. */
export interface Slice {
	/** What they have in common: "expected label = negative", "category = shoes". */
	readonly name: string;
	readonly rows: number;
	/** The metric's mean in the slice. */
	readonly source: number | null;
	readonly optimized: number | null;
	/** From source to optimized, better counted as positive. */
	readonly change: PairedEvidence;
}

const fewestRows = 5;
const mostValues = 30;

/**
 * How the slices of the test rows fared: by each tag, and by each expected value where these are few. A whole can gain while
 * a class loses, and nobody notices in the mean.
 *
 * @returns slices of at least 5 rows, the greatest loss first
 */
export function slicesOf(source: Report, optimized: Report, metric: string): Slice[] {
	const sign = source.summary[metric]?.direction === "lower" ? -1 : 1;
	const after = new Map(optimized.rows.map((row) => [row.id, row]));
	return [...groups(source.rows)]
		.filter(([, rows]) => rows.length >= fewestRows && rows.length < source.rows.length)
		.map(([name, rows]): Slice => {
			const before = rows.map((row) => scoreOf(row, metric));
			const then = rows.map((row) => scoreOf(after.get(row.id), metric));
			const utility = (values: readonly (number | null)[]) =>
				values.map((value) => (value === null ? null : sign * value));
			return {
				name,
				rows: rows.length,
				source: mean(before),
				optimized: mean(then),
				change: pairedEvidence(utility(before), utility(then)),
			};
		})
		.sort((a, b) => (a.change.difference ?? 0) - (b.change.difference ?? 0));
}

function groups(rows: readonly Row[]): Map<string, Row[]> {
	const found = new Map<string, Row[]>();
	const put = (name: string, row: Row): void => void found.set(name, [...(found.get(name) ?? []), row]);
	for (const row of rows) {
		for (const [tag, value] of Object.entries(row.tags ?? {})) put(`${tag} = ${value}`, row);
	}
	const fields = rows.map(({ expected }): (readonly [string, unknown])[] =>
		typeof expected === "object" && expected !== null
			? Object.entries(expected as Readonly<Record<string, unknown>>)
			: [["answer", expected]],
	);
	for (const field of new Set(fields.flatMap((entries) => entries.map(([name]) => name)))) {
		const values = fields.map((entries) => entries.find(([name]) => name === field)?.[1]);
		if (new Set(values).size > Math.min(mostValues, rows.length / fewestRows)) continue;
		for (const [index, row] of rows.entries()) put(`expected ${field} = ${String(values[index])}`, row);
	}
	return found;
}

function scoreOf(row: Row | undefined, metric: string): number | null {
	return row?.scores[metric]?.value ?? null;
}

function mean(values: readonly (number | null)[]): number | null {
	const known = values.filter((value): value is number => value !== null);
	return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
