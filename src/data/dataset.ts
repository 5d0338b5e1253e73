import { ConfigError, DataError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { type Infer, ownValue, type Shape } from "../core/schema.ts";
import { type Displayable, displayable } from "../view/view.ts";
import { viewDataset } from "./dataset-view.ts";

/** One row: what goes in, what should come out. */
export interface Example<I, E> {
	/** Unique within its data set; pairs rows of two reports. */
	readonly id: string;
	readonly input: I;
	readonly expected: E;
	/** Facts to slice by (category, language, …). */
	readonly tags?: Readonly<Record<string, string>>;
}

export interface Dataset<I, E> extends Iterable<Example<I, E>>, Displayable {
	readonly name: string;
	/** Of ids, inputs and expected values, in order: two data sets with one hash hold the same rows. */
	readonly hash: string;
	readonly length: number;
	readonly examples: readonly Example<I, E>[];
	/** Which part of a split it is: "train", "validate", "test". Optimizers refuse the part "test". */
	readonly part?: string;
	/** What to know before relying on these rows, such as strata that a part of a split has no row of. */
	readonly notes: readonly string[];
}

/** Which columns: names alone, or a shape that validates and converts them (a signature's fields fit). */
export type Columns = readonly string[] | Shape;

type Cell<Row, K extends string> = K extends keyof Row ? Row[K] : unknown;

/** What a choice of columns gives. */
export type ValuesOf<C extends Columns, Row> = C extends readonly (infer K extends string)[]
	? { [P in K]: Cell<Row, P> }
	: C extends Shape
		? Infer<C>
		: never;

export interface DatasetSpec<In extends Columns, Ex extends Columns> {
	readonly name?: string;
	readonly input: In;
	readonly expected: Ex;
	/** The column that holds unique ids; default: the row's number from 1. */
	readonly id?: string;
	/** Columns to keep as tags. */
	readonly tags?: readonly string[];
}

/**
 * A data set from rows.
 *
 * @param rows objects with the named columns
 * @param spec which columns are input and which expected; shapes validate (`input: relevance.input`)
 * @throws DataError with row and column: empty, missing column, duplicate id, value that does not fit its shape
 * @example
 * const pets = datasetOf([{ text: "meow", label: "cat" }], { name: "pets", input: ["text"], expected: ["label"] });
 * pets.examples[0] // => { id: "1", input: { text: "meow" }, expected: { label: "cat" } }
 */
export function datasetOf<Row extends object, const In extends Columns, const Ex extends Columns>(
	rows: Iterable<Row>,
	spec: DatasetSpec<In, Ex>,
): Dataset<ValuesOf<In, Row>, ValuesOf<Ex, Row>> {
	const name = spec.name ?? "data";
	const examples = Array.from(rows, (row, index) => {
		const cells = row as Readonly<Record<string, unknown>>;
		const number = index + 1;
		const id = spec.id === undefined ? String(number) : String(cell(cells, spec.id, name, number));
		const tags = spec.tags?.map((column) => [column, String(cell(cells, column, name, number))] as const);
		return {
			id,
			input: pick(cells, spec.input, name, number) as ValuesOf<In, Row>,
			expected: pick(cells, spec.expected, name, number) as ValuesOf<Ex, Row>,
			...(tags === undefined ? {} : { tags: Object.fromEntries(tags) }),
		};
	});
	return fromExamples(name, examples);
}

/**
 * A data set from finished examples.
 *
 * @throws DataError when empty or when an id occurs twice
 */
export function fromExamples<I, E>(
	name: string,
	examples: readonly Example<I, E>[],
	part?: string,
	notes: readonly string[] = [],
): Dataset<I, E> {
	if (examples.length === 0)
		throw new DataError(`dataset ${name}: expected at least one row, found none`, { dataset: name });
	const seen = new Map<string, number>();
	examples.forEach((example, index) => {
		const first = seen.get(example.id);
		if (first !== undefined) {
			throw new DataError(
				`dataset ${name}: expected unique ids, found "${example.id}" in rows ${first} and ${index + 1}`,
				{
					dataset: name,
					row: index + 1,
					column: "id",
				},
			);
		}
		seen.set(example.id, index + 1);
	});
	let digest: string | undefined;
	const data = {
		name,
		examples,
		length: examples.length,
		notes,
		get hash() {
			digest ??= hash(examples.map(({ id, input, expected }) => [id, input, expected]));
			return digest;
		},
		[Symbol.iterator]: () => examples[Symbol.iterator](),
		...(part === undefined ? {} : { part }),
	};
	return displayable(data, viewDataset);
}

function cell(row: Readonly<Record<string, unknown>>, column: string, dataset: string, number: number): unknown {
	const value = ownValue(row, column);
	if (value === undefined) {
		const found = Object.keys(row ?? {}).join(", "); // a list may hold null among its rows
		throw new DataError(`dataset ${dataset}, row ${number}: expected a column "${column}", found ${found || "none"}`, {
			dataset,
			row: number,
			column,
		});
	}
	return value;
}

function pick(
	row: Readonly<Record<string, unknown>>,
	columns: Columns,
	dataset: string,
	number: number,
): Record<string, unknown> {
	if (isNames(columns))
		return Object.fromEntries(columns.map((column) => [column, cell(row, column, dataset, number)]));
	const out: Record<string, unknown> = {};
	for (const [column, schema] of Object.entries(columns)) {
		const value = ownValue(row, column);
		const result = schema["~standard"].validate(value);
		if (result instanceof Promise) {
			throw new ConfigError(
				`dataset ${dataset}: expected a schema that validates at once for "${column}", found an asynchronous one`,
			);
		}
		if (result.issues !== undefined) {
			const why = result.issues.map((issue) => issue.message).join("; ");
			const found = value === undefined ? "nothing" : JSON.stringify(value);
			throw new DataError(`dataset ${dataset}, row ${number}, column "${column}": ${why}, found ${found}`, {
				dataset,
				row: number,
				column,
			});
		}
		if (result.value !== undefined) out[column] = result.value;
	}
	return out;
}

function isNames(columns: Columns): columns is readonly string[] {
	return Array.isArray(columns);
}
