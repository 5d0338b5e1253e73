import { krippendorffAlpha } from "../../stats/krippendorff.ts";
import { type Share, share } from "./position.ts";

export interface JudgeNoise {
	/** Rows judged more than once. */
	readonly rows: number;
	readonly repeats: number;
	/** Standard deviation of one row's repeats, pooled over rows, in the metric's value. */
	readonly standardDeviation: number;
	/** Rows that got the same value every time. */
	readonly selfAgreement: Share;
	/** Krippendorff's alpha of the repeats as raters, on an interval scale; null when nothing varies. */
	readonly alpha: number | null;
}

/**
 * How far a judge differs from itself when asked again.
 *
 * @param verdicts [rows][repeats] values; rows with fewer than two are left out
 * @returns null when no row was judged twice
 * @see Krippendorff 2004, "Content analysis", chapter 11
 * @example
 * judgeNoise([[1, 1], [0, 1]]).selfAgreement.value // => 0.5
 */
export function judgeNoise(verdicts: readonly (readonly number[])[], level = 0.95): JudgeNoise | null {
	const rows = verdicts.filter((row) => row.length >= 2);
	if (rows.length === 0) return null;
	const squares = rows.reduce((sum, row) => sum + squaresAround(row), 0);
	const freedom = rows.reduce((sum, row) => sum + row.length - 1, 0);
	const steady = rows.filter((row) => row.every((value) => value === row[0])).length;
	const repeats = Math.max(...rows.map((row) => row.length));
	const raters = Array.from({ length: repeats }, (_, repeat) => rows.map((row) => row[repeat] ?? null)); // [repeats][rows]
	return {
		rows: rows.length,
		repeats,
		standardDeviation: Math.sqrt(squares / freedom),
		selfAgreement: share(steady, rows.length, level),
		alpha: krippendorffAlpha(raters, { level: "interval" }),
	};
}

function squaresAround(values: readonly number[]): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
