import { readFile } from "node:fs/promises";
import { DataError, messageOf } from "../core/errors.ts";
import { saveWhole } from "../core/whole-file.ts";
import { makeReport } from "../evaluate/make-report.ts";
import type { Report } from "../evaluate/report.ts";
import { reportRowsHtml } from "../evaluate/report-page.ts";
import { page } from "../view/page.ts";
import { fromData } from "./make-migration.ts";
import type { Migration, MigrationData, Stage } from "./migration.ts";
import { chartOf } from "./migration-chart.ts";

/**
 * Saves a migration: everything as `.json` (load it again with `loadMigration`), or a page to look at and send around as
 * `.html`, with every test row of every stage; the ending decides. Folders are made; the file appears whole or not at all.
 *
 * @returns the path
 * @throws DataError for another ending, or when the file cannot be written
 */
export async function saveMigration(migration: Migration, path: string): Promise<string> {
	return saveWhole("saveMigration", path, await textFor(migration, path));
}

async function textFor(migration: Migration, path: string): Promise<string> {
	if (path.endsWith(".json")) return `${JSON.stringify(migration)}\n`;
	if (path.endsWith(".html")) return migrationPage(migration);
	throw new DataError(`saveMigration: expected a path ending in .json or .html, found "${path}"`);
}

/** One self-contained HTML page: the view, the chart, then every test row of the four stages, folded away. */
export async function migrationPage(migration: Migration): Promise<string> {
	const picture = await chartOf(migration);
	const rows = Object.values(migration.reports).map((report) => reportRowsHtml(report));
	return page({
		title: `Migration: ${migration.name}`,
		body: [picture.html, migration.view().html, ...rows].join("\n"),
	});
}

/**
 * Loads a migration saved as JSON.
 *
 * @throws DataError when the file cannot be read or holds no migration
 */
export async function loadMigration(path: string): Promise<Migration> {
	let data: unknown;
	try {
		data = JSON.parse(await readFile(path, "utf8"));
	} catch (error) {
		throw new DataError(`loadMigration: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	const found = data as Partial<MigrationData> | null;
	const stages = found?.reports;
	const whole =
		stages !== undefined && (["source", "target", "rewritten", "optimized"] as const).every((stage) => stage in stages);
	if (found?.format !== 1 || !whole) {
		throw new DataError(`loadMigration: expected a touchstone migration (format 1) in ${path}, found something else`);
	}
	const reports = Object.fromEntries(
		Object.entries(stages).map(([stage, report]) => [stage, makeReport(report)]),
	) as Record<Stage, Report>;
	return fromData({ ...(found as MigrationData), spending: found.spending ?? [], reports }); // the first files had no ledger
}
