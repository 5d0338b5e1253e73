import { appendFileSync, mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { hash } from "../core/hash.ts";
import { readIfThere } from "../core/read-if-there.ts";
import type { Dataset } from "../data/dataset.ts";
import { formatCount } from "../view/format.ts";

/** One migration whose test rows were measured: a line of `tested.jsonl` in its folder. */
interface Tested {
	/** Of everything that decides the migration: the same one, resumed or repeated, looks at nothing anew. */
	readonly migration: string;
	/** ISO time. */
	readonly at: string;
	/** Of each test row's input. */
	readonly rows: readonly string[];
}

const fileName = "tested.jsonl";

/**
 * Writes into the migration's folder that its test rows are measured now.
 *
 * @param migration a hash of everything that decides the migration
 * @returns a note when another migration, of this folder or of one beside it, has measured some of these rows before: what
 *   is changed after a look at test rows is chosen on them
 */
export function noteTestedRows<I, E>(folder: string, migration: string, test: Dataset<I, E>): string | undefined {
	mkdirSync(folder, { recursive: true });
	const rows = test.examples.map(({ input }) => hash(input, 12));
	const here = readTested(join(folder, fileName));
	const earlier = [...here, ...readBeside(folder)].filter((one) => one.migration !== migration);
	if (!here.some((one) => one.migration === migration)) {
		const line: Tested = { migration, at: new Date().toISOString(), rows };
		appendFileSync(join(folder, fileName), `\n${JSON.stringify(line)}\n`); // a line that was cut short ends there
	}
	const known = new Set(earlier.flatMap((one) => one.rows));
	const again = rows.filter((row) => known.has(row)).length;
	if (again === 0) return undefined;
	const others = new Set(
		earlier.filter((one) => one.rows.some((row) => rows.includes(row))).map((one) => one.migration),
	);
	return `${again} of ${formatCount(rows.length, "test row")} were measured before, by ${formatCount(others.size, "other migration")} in this folder or beside it. If anything was changed after a look at that result, these figures are selected on the test rows and flatter: draw new ones for the last word.`;
}

function readBeside(folder: string): Tested[] {
	const parent = dirname(resolve(folder));
	return readdirSync(parent, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== basename(resolve(folder)))
		.flatMap(({ name }) => readTested(join(parent, name, fileName)));
}

/** Lines that are none of ours, or were cut short, are passed over: a note must not end a migration. */
function readTested(path: string): Tested[] {
	return readIfThere(path)
		.split("\n")
		.flatMap((line): Tested[] => {
			try {
				const found = JSON.parse(line) as Partial<Tested> | null;
				const { migration, at, rows } = found ?? {};
				return typeof migration === "string" && typeof at === "string" && Array.isArray(rows)
					? [{ migration, at, rows }]
					: [];
			} catch {
				return [];
			}
		});
}
