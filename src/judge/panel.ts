import { ConfigError, OutputError } from "../core/errors.ts";
import type { RowScore } from "../evaluate/report.ts";
import { scoreRow } from "../evaluate/score-row.ts";
import type { Metric } from "../metric/metric.ts";
import { sumUsage } from "../model/usage.ts";
import { formatNumber } from "../view/format.ts";
import { type Combine, combine } from "./combine.ts";

/** What stands in a panel's `raw`. */
export interface PanelRaw {
	/** One a judge, in the panel's order; null where the judge could not be read. */
	readonly verdicts: readonly {
		readonly judge: string;
		readonly value: number | null;
		readonly raw?: unknown;
		readonly reason?: string;
	}[];
	/** Mean distance between two judges' values; 0 when they agree, null with fewer than two. */
	readonly disagreement: number | null;
}

/**
 * Several judges as one metric: by majority (of equally frequent verdicts the worse) or by their mean.
 *
 * Judges of different families do not share one family's taste. Where they disagree is shown in each row's reason, and
 * `disagreement` stands in its raw value. Judges that cannot be read are left out; the score is an error only when none can.
 *
 * @param judges at least two, of one direction
 * @param options.combine default "majority"
 * @throws ConfigError when there are fewer than two or their directions differ
 * @see Verga et al. 2024, "Replacing judges with juries", arXiv:2404.18796
 * @example
 * const fixed = (name, value) => ({ name, direction: "higher", range: [0, 1], score: () => ({ value }) });
 * const score = await panel([fixed("a", 1), fixed("b", 1), fixed("c", 0)]).score({}, { seed: 0 });
 * [score.value, score.reason] // => [1, "split: a 1, b 1, c 0"]
 */
export function panel<I, E, O>(
	judges: readonly Metric<I, E, O>[],
	options: { readonly name?: string; readonly combine?: Combine } = {},
): Metric<I, E, O> {
	const { combine: how = "majority", name = `panel of ${judges.length}` } = options;
	const [first, second] = judges;
	if (first === undefined || second === undefined) {
		throw new ConfigError(`judge.panel: expected at least two judges, found ${judges.length}`);
	}
	const apart = judges.find(({ direction }) => direction !== first.direction);
	if (apart !== undefined) {
		throw new ConfigError(
			`judge.panel: expected judges of one direction, found ${first.direction} and ${apart.direction}`,
		);
	}
	const caution = judges.flatMap((one) => (one.caution === undefined ? [] : `${one.name}: ${one.caution}`)).join("; ");
	const sign = first.direction === "higher" ? 1 : -1; // of a split vote, the worse verdict counts
	return {
		name,
		direction: first.direction,
		range: [Math.min(...judges.map(({ range }) => range[0])), Math.max(...judges.map(({ range }) => range[1]))],
		...(first.unit === undefined ? {} : { unit: first.unit }),
		...(caution === "" ? {} : { caution }),
		async score(c, context) {
			const scores: RowScore[] = [];
			for (const one of judges) scores.push(await scoreRow(one, c, context));
			const usage = sumUsage(scores.flatMap((score) => score.usage ?? []));
			const values = scores.flatMap(({ value }) => (value === null ? [] : [sign * value]));
			if (values.length === 0) return { value: null, usage, ...errorOf(name, scores) };
			const raw = rawOf(judges, scores);
			return { value: sign * combine(values, how), raw, reason: reasonOf(raw), usage };
		},
		using: (choice) =>
			panel(
				judges.map((one) => one.using?.(choice) ?? one),
				{ ...options, name },
			),
	};
}

/** Nothing where the metrics just do not apply to the case. */
function errorOf(name: string, scores: readonly RowScore[]): { readonly error?: OutputError } {
	const issues = scores.flatMap(({ error }) => error?.message ?? []);
	if (issues.length === 0) return {};
	return {
		error: new OutputError(`${name}: no judge could be read: ${issues.join("; ")}`, { step: name, issues, text: "" }),
	};
}

function rawOf<I, E, O>(judges: readonly Metric<I, E, O>[], scores: readonly RowScore[]): PanelRaw {
	const values = scores.flatMap(({ value }) => value ?? []);
	const gaps = values.flatMap((a, index) => values.slice(index + 1).map((b) => Math.abs(a - b)));
	return {
		verdicts: scores.map(({ value, raw, reason }, index) => ({
			judge: judges[index]?.name ?? "",
			value,
			...(raw === undefined ? {} : { raw }),
			...(reason === undefined ? {} : { reason }),
		})),
		disagreement: gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
	};
}

function reasonOf({ verdicts, disagreement }: PanelRaw): string {
	const agreed = verdicts.find(({ reason }) => reason !== undefined)?.reason;
	if (disagreement === 0 && agreed !== undefined) return agreed;
	const each = verdicts.map(({ judge, value, reason }) => {
		const said = value === null ? "not read" : formatNumber(value);
		return `${judge} ${said}${reason === undefined ? "" : ` (${reason})`}`;
	});
	return `${disagreement === 0 ? "agreed" : "split"}: ${each.join(", ")}`;
}
