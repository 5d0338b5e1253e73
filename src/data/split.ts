import { ConfigError, DataError } from "../core/errors.ts";
import { random } from "../core/random.ts";
import { type Dataset, type Example, fromExamples } from "./dataset.ts";

export interface SplitOptions<I, E> {
	readonly seed?: number;
	/** Keeps the share of each value alike in every part; default: by nothing. */
	readonly stratify?: (example: Example<I, E>) => string;
}

/**
 * Divides a data set at random, without overlap.
 *
 * Each stratum is shuffled and dealt by largest remainder: of every stratum a part gets its share of rows, rounded up or
 * down, and its size is off by about a row. What a part lacks because a stratum is too small, its `notes` say.
 *
 * @param parts name → share; shares sum to 1
 * @throws ConfigError when they do not; DataError when a part would be empty
 * @example
 * const ten = dataset(Array.from({ length: 10 }, (_, n) => ({ n })), { input: ["n"], expected: ["n"] });
 * const { train, test } = split(ten, { train: 0.7, test: 0.3 }, { seed: 1 });
 * [train.length, test.length] // => [7, 3]
 */
export function split<I, E, P extends string>(
	data: Dataset<I, E>,
	parts: Readonly<Record<P, number>>,
	options: SplitOptions<I, E> = {},
): Record<P, Dataset<I, E>> {
	const names = Object.keys(parts) as P[];
	const shares = names.map((name) => parts[name]);
	const total = shares.reduce((sum, share) => sum + share, 0);
	if (shares.some((share) => !(share > 0))) {
		throw new ConfigError(`split: expected every ratio above 0, found ${shares.join(", ")}`);
	}
	if (Math.abs(total - 1) > 1e-9) throw new ConfigError(`split: expected ratios summing to 1, found ${total}`);

	const dealt = names.map(() => new Set<string>());
	// What each part is owed so far: remainders carry over from stratum to stratum, so that small strata do not all
	// round the same way.
	const owed = names.map(() => 0);
	const strata = [...groupBy(data.examples, options.stratify)].sort(byKey);
	for (const [stratum, members] of strata) {
		const shuffled = random(options.seed ?? 0)
			.fork(stratum)
			.shuffle(members);
		deal(shuffled, shares, owed).forEach((part, row) => {
			dealt[part]?.add((shuffled[row] as Example<I, E>).id);
		});
	}
	return Object.fromEntries(
		names.map((name, part) => {
			const examples = data.examples.filter((example) => dealt[part]?.has(example.id)); // the data's own order
			if (examples.length === 0) {
				throw new DataError(
					`split: expected rows for every part, found none for "${name}" (${parts[name]} of ${data.length} rows)`,
					{ dataset: data.name },
				);
			}
			const notes = options.stratify === undefined ? [] : lackingNotes(strata, groupBy(examples, options.stratify));
			return [name, fromExamples(`${data.name}/${name}`, examples, name, notes)];
		}),
	) as Record<P, Dataset<I, E>>;
}

/** The part of each row of a stratum; changes what the parts are owed. */
function deal(rows: readonly unknown[], shares: readonly number[], owed: number[]): number[] {
	const slack = 1e-9; // 0.1 · 30 is a little more than 3
	const least = shares.map((share) => Math.floor(share * rows.length + slack));
	const most = shares.map((share) => Math.ceil(share * rows.length - slack));
	const got = shares.map(() => 0);
	shares.forEach((share, part) => {
		owed[part] = (owed[part] as number) + share * rows.length;
	});
	return rows.map((_, row) => {
		const missing = got.reduce((sum, count, part) => sum + Math.max(0, (least[part] as number) - count), 0);
		// the last rows go to the parts that must not come off with less than their share, rounded down
		const bound = missing >= rows.length - row ? least : most;
		const open = shares.flatMap((_, part) => ((got[part] as number) < (bound[part] as number) ? [part] : []));
		const next = open.reduce((best, part) => ((owed[part] as number) > (owed[best] as number) ? part : best));
		owed[next] = (owed[next] as number) - 1;
		got[next] = (got[next] as number) + 1;
		return next;
	});
}

const named = 5;

/** Says which strata a part has no row of. */
function lackingNotes(
	strata: readonly (readonly [string, readonly unknown[]])[],
	present: ReadonlyMap<string, unknown>,
): string[] {
	const lacking = strata.filter(([stratum]) => !present.has(stratum));
	if (lacking.length === 0) return [];
	const single = lacking.filter(([, rows]) => rows.length === 1).length;
	const names = lacking.slice(0, named).map(([stratum]) => stratum);
	return [
		`Holds no row of ${lacking.length} of the ${strata.length} strata, ${single} of which have a single row in all: ${names.join(", ")}${lacking.length > named ? ", …" : ""}.`,
	];
}

/**
 * A random part of `n` rows (all of them when n is larger), in the data's own order.
 *
 * @example
 * const ten = dataset(Array.from({ length: 10 }, (_, n) => ({ n })), { input: ["n"], expected: ["n"] });
 * sample(ten, 3, { seed: 1 }).length // => 3
 */
export function sample<I, E>(data: Dataset<I, E>, n: number, options: SplitOptions<I, E> = {}): Dataset<I, E> {
	if (!(Number.isInteger(n) && n >= 1))
		throw new ConfigError(`sample: expected a whole number of rows >= 1, found ${n}`);
	if (n >= data.length) return data;
	const share = n / data.length;
	const { kept } = split(data, { kept: share, rest: 1 - share }, options);
	return fromExamples(data.name, kept.examples, data.part, kept.notes);
}

function groupBy<T>(items: readonly T[], key: ((item: T) => string) | undefined): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const name = key?.(item) ?? "";
		const group = groups.get(name);
		if (group === undefined) groups.set(name, [item]);
		else group.push(item);
	}
	return groups;
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
	return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
