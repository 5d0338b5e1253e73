import type { Random } from "../../src/core/random.ts";
import { grouped } from "./grouped.ts";
import type { Label, Pair, Split } from "./rows.ts";

const splits: readonly Split[] = ["train", "validate", "test"];
const labels: readonly Label[] = ["positive", "moderate", "negative"];

/** Rows of each category that go to each part: 30 categories of 16 rows make 120, 120 and 240. */
const rowsPerCategory: Readonly<Record<Split, number>> = { train: 4, validate: 4, test: 8 };

/**
 * Deals every query, with all its rows, to one part, so that each category gives each part its share of rows and the three
 * labels stay level in every part.
 *
 * A category has at most nine queries, so all its deals can be tried (3^9 at worst). They are tried in a random order, and the
 * first of those that leave the label counts most level is taken.
 *
 * @returns the part of each query
 * @throws Error when the queries of a category cannot be dealt to the exact sizes
 */
export function splitQueries(pairs: readonly Pair[], random: Random): ReadonlyMap<string, Split> {
	const partOfQuery = new Map<string, Split>();
	const counts = new Map<string, number>(); // `${split} ${label}` → rows so far
	for (const [category, rows] of grouped(pairs, (pair) => pair.category)) {
		const groups = [...grouped(rows, (pair) => pair.query)];
		const deals = random.fork(category).shuffle(allDeals(groups.map(([, group]) => group.length)));
		let best: { deal: readonly Split[]; spread: number } | undefined;
		for (const deal of deals) {
			const spread = spreadOf(added(counts, groups, deal));
			if (best === undefined || spread < best.spread) best = { deal, spread };
		}
		if (best === undefined) throw new Error(`${category}: expected queries that fill parts of 4, 4 and 8 rows, found none`);
		for (const [key, value] of added(counts, groups, best.deal)) counts.set(key, value);
		for (const [index, [query]] of groups.entries()) partOfQuery.set(query, best.deal[index] as Split);
	}
	return partOfQuery;
}

/** Every way to give groups of these sizes to the parts so that each part is filled exactly. */
function allDeals(sizes: readonly number[], room = rowsPerCategory): readonly (readonly Split[])[] {
	const [size, ...rest] = sizes;
	if (size === undefined) return splits.every((split) => room[split] === 0) ? [[]] : [];
	return splits
		.filter((split) => room[split] >= size)
		.flatMap((split) => allDeals(rest, { ...room, [split]: room[split] - size }).map((deal) => [split, ...deal]));
}

function added(
	counts: ReadonlyMap<string, number>,
	groups: readonly (readonly [string, readonly Pair[]])[],
	deal: readonly Split[],
): Map<string, number> {
	const out = new Map(counts);
	for (const [index, [, rows]] of groups.entries()) {
		for (const row of rows) {
			const key = `${deal[index]} ${row.label}`;
			out.set(key, (out.get(key) ?? 0) + 1);
		}
	}
	return out;
}

/** Sum over parts of the squared distance of each label's count from a third of the part. */
function spreadOf(counts: ReadonlyMap<string, number>): number {
	let spread = 0;
	for (const split of splits) {
		const each = labels.map((label) => counts.get(`${split} ${label}`) ?? 0);
		const third = each.reduce((sum, count) => sum + count, 0) / labels.length;
		for (const count of each) spread += (count - third) ** 2;
	}
	return spread;
}
