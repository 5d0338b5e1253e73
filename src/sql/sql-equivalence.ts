import { ConfigError, DataError, isTouchstoneError, messageOf } from "../core/errors.ts";
import type { Case, Metric, Score } from "../metric/metric.ts";
import type { ModelChoice } from "../program/program.ts";
import { formatCount } from "../view/format.ts";
import { canonicalForm } from "./canonical-form.ts";
import { compareResultSets } from "./compare-result-sets.ts";
import type { Database } from "./database.ts";
import { orderOf } from "./order-of.ts";
import { readOnlyGuard } from "./read-only-guard.ts";
import type { ResultSet } from "./result-set.ts";
import type { Tolerance } from "./value-keys.ts";

/** Where the metric finds its two statements. */
export interface SqlReads<I, E, O> {
	/** Default `output.sql`. */
	readonly sql: (c: Case<I, E, O>) => string;
	/** Default `expected.sql`. */
	readonly reference: (c: Case<I, E, O>) => string;
}

export interface SqlEquivalenceOptions<I, E, O> extends Tolerance {
	readonly database?: Database;
	/** Further fillings of the same tables: statements that agree by accident on one rarely do so on several. */
	readonly databases?: readonly Database[];
	/** Asked where neither running nor spelling decides; its value is taken as it is. */
	readonly judge?: Metric<I, E, O>;
}

type Sql = Readonly<Record<"sql", string>>;

/** What a score's `raw` holds. */
export interface SqlVerdict {
	/** What decided. "guard": the statement was refused and never run. */
	readonly tier: "guard" | "execution" | "canonical" | "judge";
	/** Share of rows in common (F1), the smallest over the databases; null when it was not run on any. */
	readonly rowF1: number | null;
	/** On how many databases both ran. */
	readonly ran: number;
}

/**
 * SQL equivalence: 1 when a statement asks the same as the reference, else 0.
 *
 * Three tiers, and `raw.tier` says which one decided. *Execution*: both are run; different results are proof that they
 * differ, and one that fails is wrong. *Canonical form*: where running decides nothing (no database, the reference fails or takes too
 * long, no rows on either side), statements that differ only in spelling are the same. *Judge*: a metric of yours, if given. A
 * statement that would write is refused and scores 0. When nothing decides, agreement on no rows counts as 1 (the
 * reason says so), and a reference that does not run is an error of the score, which lowers the coverage.
 *
 * What equal results mean: the two agree on this data. `WHERE price > 20` and `WHERE price >= 20` do so until something costs 20, so
 * a share of equal results is an upper bound of the share of right statements; give several `databases`, with rows that tell
 * such pairs apart. Results are compared by `compareResultSets`, rows in order where the reference has ORDER BY (rows
 * that it does not tell apart may change places). LIMIT on a tie takes one of several right rows, and may fail here without
 * being wrong.
 *
 * @throws ConfigError when a database may be written to
 * @see Yu et al. 2018, "Spider", arXiv:1809.08887; Li et al. 2023, "BIRD", arXiv:2305.03111 (execution accuracy); Zhong, Yu &
 *   Klein 2020, "Semantic evaluation for text-to-SQL with distilled test suites", arXiv:2010.02840 (several databases)
 * @example
 * const database = sql.sqlite({ schema: "CREATE TABLE item (name TEXT, price REAL)", rows: { item: [{ name: "kettle", price: 39 }] } });
 * const expected = { sql: "SELECT name FROM item WHERE price > 20" };
 * const score = (text) => sqlEquivalence({ database }).score({ expected, output: { sql: text } }, { seed: 0 });
 * (await score("SELECT i.name FROM item i WHERE 20 < i.price")).value // => 1
 * (await score("SELECT price FROM item")).reason // => "execution: 0 of 1 expected row found; missing (kettle); not expected (39)"
 * (await score("DROP TABLE item")).raw // => { tier: "guard", rowF1: null, ran: 0 }
 */
export function sqlEquivalence<I, E, O>(
	options: SqlEquivalenceOptions<I, E, O> & { readonly reads: SqlReads<I, E, O> },
): Metric<I, E, O>;
export function sqlEquivalence(options: SqlEquivalenceOptions<unknown, Sql, Sql>): Metric<unknown, Sql, Sql>;
export function sqlEquivalence<I, E, O>(
	options: SqlEquivalenceOptions<I, E, O> & { readonly reads?: SqlReads<I, E, O> },
): Metric<I, E, O> {
	const { database, databases = [], judge, reads = byField as SqlReads<I, E, O> } = options;
	const all = database === undefined ? databases : [database, ...databases];
	if (all.some(({ readOnly }) => !readOnly)) {
		throw new ConfigError("sqlEquivalence: expected read-only databases, found one that may be written to");
	}
	const using = judge?.using;
	return {
		name: "SQL equivalence",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		async score(c, context) {
			const { sql, reference } = { sql: reads.sql(c), reference: reads.reference(c) };
			if (typeof sql !== "string" || typeof reference !== "string") {
				throw new DataError(
					"sqlEquivalence: expected SQL as texts in output.sql and expected.sql. Pass `reads` for other places.",
				);
			}
			const guarded = await readOnlyGuard(sql);
			if (!guarded.allowed && guarded.because === "forbidden") {
				return scored(0, { tier: "guard", rowF1: null, ran: 0 }, `refused: ${guarded.reason}`);
			}
			const run = await runOnAll(all, sql, reference, options, context.signal);
			if (run.verdict !== "open")
				return scored(run.verdict === "same" ? 1 : 0, { tier: "execution", ...run.facts }, run.reason);
			if (await isSameSpelling(sql, reference)) {
				return scored(1, { tier: "canonical", ...run.facts }, "the same statement in another spelling");
			}
			if (judge !== undefined) {
				const judged = await judge.score(c, context);
				return { ...judged, raw: { tier: "judge", ...run.facts, judged: judged.raw } };
			}
			return undecided(run, all.length);
		},
		...(using === undefined
			? {}
			: { using: (choice: ModelChoice) => sqlEquivalence({ ...options, reads, judge: using(choice) }) }),
	};
}

const byField: SqlReads<unknown, Sql, Sql> = {
	sql: ({ output }) => output.sql,
	reference: ({ expected }) => expected.sql,
};

function scored(value: 0 | 1, raw: SqlVerdict, reason: string): Score {
	return { value, raw, reason: `${raw.tier}: ${reason}` };
}

interface Run {
	/** "open": running has not decided. */
	readonly verdict: "same" | "different" | "open";
	readonly reason: string;
	readonly facts: { readonly rowF1: number | null; readonly ran: number };
}

async function runOnAll(
	databases: readonly Database[],
	sql: string,
	reference: string,
	tolerance: Tolerance,
	signal: AbortSignal | undefined,
): Promise<Run> {
	let [ran, rows, rowF1] = [0, 0, 1];
	const order = databases.length === 0 ? "any" : await orderOf(reference);
	for (const database of databases) {
		const wanted = await resultOf(database, reference, signal);
		if ("failure" in wanted) {
			return { verdict: "open", reason: `the reference cannot be run: ${wanted.failure}`, facts: { rowF1: null, ran } };
		}
		const found = await resultOf(database, sql, signal);
		if ("failure" in found) return { verdict: "different", reason: found.failure, facts: { rowF1: 0, ran } };
		ran++;
		const { equal, score, reason } = compareResultSets(wanted, found, { ...tolerance, order });
		rowF1 = Math.min(rowF1, score);
		if (!equal) return { verdict: "different", reason, facts: { rowF1, ran } };
		rows += wanted.rows.length;
	}
	const facts = { rowF1: ran === 0 ? null : rowF1, ran };
	if (rows === 0) return { verdict: "open", reason: "both returned no rows, which is weak evidence", facts };
	return { verdict: "same", reason: ran === 1 ? "the same rows" : `the same rows on ${ran} databases`, facts };
}

async function resultOf(
	database: Database,
	sql: string,
	signal: AbortSignal | undefined,
): Promise<ResultSet | { failure: string }> {
	try {
		const result = await database.query(sql, [], signal === undefined ? {} : { signal });
		return result.truncated ? { failure: `more than ${formatCount(result.rows.length, "row")}` } : result;
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "data") return { failure: messageOf(error) };
		throw error;
	}
}

async function isSameSpelling(sql: string, reference: string): Promise<boolean> {
	try {
		return (await canonicalForm(sql)) === (await canonicalForm(reference));
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "data") return false;
		throw error;
	}
}

/** No rows on both sides; a reference that does not run; or no database to run on. */
function undecided({ reason, facts }: Run, databases: number): Score {
	if (databases === 0) return scored(0, { tier: "canonical", ...facts }, "not the same statement in another spelling");
	if (facts.ran === databases) return scored(1, { tier: "execution", ...facts }, reason);
	return {
		value: null,
		raw: { tier: "execution", ...facts },
		reason,
		error: new DataError(`sqlEquivalence: ${reason}`),
	};
}
