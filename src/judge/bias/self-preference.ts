import { holm } from "../../stats/correction.ts";
import { meanInterval } from "../../stats/mean.ts";
import { welch } from "../../stats/two-sample.ts";
import { controlled } from "./controlled.ts";

/** How a judge treats the texts of one generator. */
export interface FamilyResidual {
	readonly family: string;
	readonly n: number;
	/** Mean score above what texts of the same label got on average, in the metric's value. */
	readonly residual: number;
	/** Student's t; null with one text. */
	readonly low: number | null;
	readonly high: number | null;
	/** p of "treated as the others", Welch's test, after Holm over the families. */
	readonly p: number;
}

export interface SelfPreference {
	readonly families: readonly FamilyResidual[];
	/** The family it favours beyond chance; its own, where that was named. */
	readonly favours: string | null;
}

/**
 * Whether a judge favours the texts of one generator over as good ones of another: a model its own family's, above all.
 *
 * @param rows score, label and generator family of each text
 * @param own the judge's own family; then only this one is tested
 * @returns null with fewer than two families
 * @see Panickssery et al. 2024, "LLM evaluators recognize and favor their own generations", arXiv:2404.13076
 * @example
 * const rows = [["ours", 1], ["ours", 0.9], ["theirs", 0.5], ["theirs", 0.4]].map(([family, score]) => ({ family, score, label: 1 }));
 * selfPreference(rows).favours // => "ours"
 */
export function selfPreference(
	rows: readonly { readonly score: number; readonly label: number; readonly family: string }[],
	{ level = 0.95, own }: { readonly level?: number; readonly own?: string | undefined } = {},
): SelfPreference | null {
	const names = [...new Set(rows.map(({ family }) => family))].sort();
	if (names.length < 2) return null;
	const residuals = controlled(
		rows.map(({ score }) => score),
		rows.map(({ label }) => label),
	);
	const of = (wanted: (family: string) => boolean) => residuals.filter((_, row) => wanted(rows[row]?.family ?? ""));
	const tests = names.map((name) =>
		testOf(
			of((family) => family === name),
			of((family) => family !== name),
		),
	);
	// two families mirror each other, and a named one stands alone: one test then, and nothing to correct for
	const adjusted = names.length === 2 || own !== undefined ? tests : holm(tests);
	const families = names.map((family, index): FamilyResidual => {
		const mine = of((name) => name === family);
		const interval = mine.length < 2 ? null : meanInterval(mine, level);
		return {
			family,
			n: mine.length,
			residual: mine.reduce((sum, value) => sum + value, 0) / mine.length,
			low: interval?.low ?? null,
			high: interval?.high ?? null,
			p: adjusted[index] ?? 1,
		};
	});
	const favoured = families
		.filter(({ family, residual, p }) => residual > 0 && p <= 1 - level && (own === undefined || family === own))
		.sort((a, b) => b.residual - a.residual)[0];
	return { families, favours: favoured?.family ?? null };
}

function testOf(mine: readonly number[], others: readonly number[]): number {
	if (mine.length < 2 || others.length < 2) return 1;
	return welch(mine, others)?.p ?? 1;
}
