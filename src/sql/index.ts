// SQL: a database, the guard in front of it, and how far two queries say the same.
export { asTool, type QueryToolOptions } from "./as-tool.ts";
export {
	type Database,
	type Parameters,
	type QueryLimits,
	type SqliteOptions,
	type SqliteTables,
	sqlite,
} from "./database.ts";
export { type Guarded, readOnlyGuard } from "./read-only-guard.ts";
export type { ResultSet, SqlValue } from "./result-set.ts";
export { type SqlEquivalenceOptions, type SqlReads, type SqlVerdict, sqlEquivalence } from "./sql-equivalence.ts";
export { textTable } from "./text-table.ts";
