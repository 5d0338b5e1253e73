import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { DataError } from "../core/errors.ts";
import { parseCsv } from "./csv.ts";
import { parseJsonl } from "./jsonl.ts";

/** The rows of a shipped data set, from the package's `datasets` folder. */
export async function shippedRows(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
	for (const extension of ["csv", "jsonl"]) {
		const file = shippedFile(`${name}/${name}.${extension}`);
		if (file === undefined) continue;
		const text = await readFile(file, "utf8");
		return extension === "csv" ? parseCsv(text, name) : parseJsonl(text, name);
	}
	throw new DataError(
		`dataset ${name}: expected its file in the package's datasets folder, found none. Reinstall touchstone.`,
		{ dataset: name },
	);
}

/** A file of the package's `datasets` folder; undefined when it is not there. */
export function shippedFile(path: string): URL | undefined {
	// This file is at src/data/ in the checkout and bundled into dist/ in the package.
	return ["../../datasets/", "../datasets/"]
		.map((folder) => new URL(folder + path, import.meta.url))
		.find((url) => existsSync(url));
}
