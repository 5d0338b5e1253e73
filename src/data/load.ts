import { type Buffer, isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { ConfigError, DataError, messageOf } from "../core/errors.ts";
import { parseCsv, type TextRow } from "./csv.ts";
import { type Columns, type Dataset, type DatasetSpec, datasetOf, fromExamples, type ValuesOf } from "./dataset.ts";
import { parseJsonl } from "./jsonl.ts";
import { shippedRows } from "./shipped.ts";
import { fromTable, isTable, type TableLike } from "./table.ts";

/** A data set from a CSV file. Cells are text; give shapes to convert them (`score: z.coerce.number()`). */
async function csv<const In extends Columns, const Ex extends Columns>(
	path: string,
	spec: DatasetSpec<In, Ex>,
): Promise<Dataset<ValuesOf<In, TextRow>, ValuesOf<Ex, TextRow>>> {
	const name = spec.name ?? basename(path, extname(path));
	return datasetOf(await parseCsv(await readText(path, name), name), { ...spec, name });
}

/** A data set from a file of JSON lines. */
async function jsonl<const In extends Columns, const Ex extends Columns>(
	path: string,
	spec: DatasetSpec<In, Ex>,
): Promise<Dataset<ValuesOf<In, Record<string, unknown>>, ValuesOf<Ex, Record<string, unknown>>>> {
	const name = spec.name ?? basename(path, extname(path));
	return datasetOf(parseJsonl(await readText(path, name), name), { ...spec, name });
}

async function readText(path: string, dataset: string): Promise<string> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		throw new DataError(`dataset ${dataset}: cannot read ${path}: ${messageOf(error)}`, { dataset, cause: error });
	}
	if (isUtf8(bytes)) return bytes.toString("utf8");
	const line = firstLineNotInUtf8(bytes);
	throw new DataError(
		`dataset ${dataset}: expected text in UTF-8, found other bytes in line ${line} of ${path}. Save it as UTF-8.`,
		{ dataset },
	);
}

function firstLineNotInUtf8(bytes: Buffer): number {
	for (let line = 1, start = 0; ; line++) {
		const end = bytes.indexOf("\n", start);
		if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
		start = end + 1;
	}
}

function from<Row extends object, const In extends Columns, const Ex extends Columns>(
	rows: Iterable<Row> | TableLike,
	spec: DatasetSpec<In, Ex>,
): Dataset<ValuesOf<In, Row>, ValuesOf<Ex, Row>> {
	return datasetOf(isTable(rows) ? (fromTable(rows) as readonly Row[]) : (rows as Iterable<Row>), spec);
}

interface ShippedTypes {
	"product-relevance": Dataset<{ query: string; product: string }, { label: "positive" | "moderate" | "negative" }>;
	"news-summaries": Dataset<{ article: string }, { summary: string }>;
	"support-qa": Dataset<{ question: string; context: string }, { answer: string }>;
	"author-labels": Dataset<{ document: string; summary: string }, { label: "good" | "bad"; grade: number }>;
}

export type ShippedName = keyof ShippedTypes;

/** The three parts of a shipped data set. Tune on `train`, choose on `validate`, and look at `test` once, at the end. */
export interface Parts<D> {
	readonly train: D;
	readonly validate: D;
	readonly test: D;
}

const shipped: Readonly<Record<ShippedName, DatasetSpec<readonly string[], readonly string[]>>> = {
	"product-relevance": { input: ["query", "product"], expected: ["label"], id: "id", tags: ["category", "reason"] },
	"news-summaries": { input: ["article"], expected: ["summary"], id: "id", tags: ["topic"] },
	"support-qa": { input: ["question", "context"], expected: ["answer"], id: "id", tags: ["kind"] },
	"author-labels": {
		input: ["document", "summary"],
		expected: ["label", "grade"],
		id: "id",
		tags: ["family", "defect", "passage"],
	},
};

/**
 * A data set that comes with touchstone, in its three parts.
 *
 * @throws ConfigError for an unknown name, listing the known ones
 */
async function load<N extends ShippedName>(name: N): Promise<Parts<ShippedTypes[N]>> {
	const spec = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
	if (spec === undefined) {
		throw new ConfigError(`dataset.load: expected one of ${Object.keys(shipped).join(", ")}, found "${name}"`);
	}
	const rows = await shippedRows(name);
	const part = (split: string) => {
		const own = rows.filter((row) => row.split === split);
		return fromExamples(`${name}/${split}`, datasetOf(own, spec).examples, split);
	};
	return { train: part("train"), validate: part("validate"), test: part("test") } as unknown as Parts<ShippedTypes[N]>;
}

/**
 * Data sets: from rows or an Arquero table (`dataset(rows, spec)`), from files (`dataset.csv`, `dataset.jsonl`),
 * or shipped (`dataset.load("product-relevance")`).
 *
 * @example
 * const pets = dataset([{ text: "meow", label: "cat" }], { input: ["text"], expected: ["label"] });
 * pets.length // => 1
 */
export const dataset = Object.assign(from, { csv, jsonl, load });
