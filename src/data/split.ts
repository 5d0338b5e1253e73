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
 * Each stratum is shuffled and dealt by largest remainder, so a part's size is off by less than one row from its share.
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

	const dealt = new Map<P, Set<string>>(names.map((name) => [name, new Set()]));
	// What each part is owed so far: remainders carry over from stratum to stratum, so that small strata do not all
	// round the same way.
	const owed = names.map(() => 0);
	for (const [stratum, members] of [...groupBy(data.examples, options.stratify)].sort(byKey)) {
		const shuffled = random(options.seed ?? 0)
			.fork(stratum)
			.shuffle(members);
		shares.forEach((share, part) => {
			owed[part] = (owed[part] as number) + share * members.length;
		});
		for (const example of shuffled) {
			const part = owed.indexOf(Math.max(...owed));
			owed[part] = (owed[part] as number) - 1;
			dealt.get(names[part] as P)?.add(example.id);
		}
	}
	return Object.fromEntries(
		names.map((name) => {
			const ids = dealt.get(name);
			const examples = data.examples.filter((example) => ids?.has(example.id)); // the data's own order
			if (examples.length === 0) {
				throw new DataError(
					`split: expected rows for every part, found none for "${name}" (${parts[name]} of ${data.length} rows)`,
					{ dataset: data.name },
				);
			}
			return [name, fromExamples(`${data.name}/${name}`, examples, name)];
		}),
	) as Record<P, Dataset<I, E>>;
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
	return fromExamples(data.name, kept.examples, data.part);
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
