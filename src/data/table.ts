import type { ColumnTable } from "arquero";

/** The data-frame library, loaded at the first table (about 100 ms). The only file that knows it. */
async function arquero(): Promise<typeof import("arquero")> {
	return import("arquero");
}

/** Rows as an Arquero table, for filtering, grouping and joining: https://idl.uw.edu/arquero. */
export async function toTable(rows: readonly object[]): Promise<ColumnTable> {
	const { from } = await arquero();
	return from([...rows]);
}

/** What `fromTable` needs of a table; an Arquero `ColumnTable` has it. */
export interface TableLike {
	objects(): readonly object[];
}

/** The rows of a table as objects. */
export function fromTable(table: TableLike): readonly object[] {
	return table.objects();
}

/** True for an Arquero table (or anything that lists its rows the same way). */
export function isTable(value: unknown): value is TableLike {
	return typeof value === "object" && value !== null && typeof (value as Partial<TableLike>).objects === "function";
}
