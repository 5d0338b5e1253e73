import { join } from "node:path";
import { accountFolder } from "../core/cache-folder.ts";
import { readIfThere } from "../core/read-if-there.ts";
import type { PriceRow } from "./prices-data.ts";
import { scopedName } from "./scoped-name.ts";

/** A row that was read from the provider's own price list. */
export interface RefreshedRow extends PriceRow {
	/** Where the price was read for: "eu-central-1". */
	readonly region: string;
	/** The same for batch jobs, where the list has it. */
	readonly batchInput?: number;
	readonly batchOutput?: number;
	readonly cacheWrite?: number;
}

/** What a refresh of the prices wrote down. */
export interface PriceFile {
	readonly version: 1;
	readonly source: string;
	/** ISO date of the reading. */
	readonly date: string;
	readonly rows: readonly RefreshedRow[];
}

/** Where refreshed prices are kept for this user. */
export function priceFilePath(): string {
	return join(accountFolder(), "prices.json");
}

/**
 * The prices that this user has refreshed; null when there are none, or none that can be read: the shipped table serves
 * then, and a wrong file must not stop an evaluation.
 */
export function readPriceFile(): PriceFile | null {
	try {
		const file = JSON.parse(readIfThere(priceFilePath())) as Partial<PriceFile>;
		const whole = file.version === 1 && typeof file.date === "string" && typeof file.source === "string";
		return whole && Array.isArray(file.rows) ? (file as PriceFile) : null;
	} catch {
		return null;
	}
}

/**
 * The refreshed row for an id: that of the region; for a geography's or a global profile another of its regions will do.
 *
 * @param region default us-east-1
 */
export function refreshedRow(
	file: Pick<PriceFile, "rows">,
	id: string,
	region: string = "us-east-1",
): RefreshedRow | undefined {
	const { scope, name } = scopedName(id);
	const rows = file.rows.filter((row) => row.names.includes(name) && row.scopes.includes(scope));
	return rows.find((row) => row.region === region) ?? (scope === "region" ? undefined : rows[0]);
}
