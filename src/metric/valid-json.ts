import { messageOf } from "../core/errors.ts";
import type { SchemaLike } from "../core/schema.ts";
import type { Case, Metric } from "./metric.ts";

export interface ValidJsonOptions {
	/** What the value must meet besides: a zod schema, or any other Standard Schema. */
	readonly schema?: SchemaLike;
	/**
	 * "autoevals": as autoevals 0.3.0 does it, for comparison only. Defect kept: without a schema only objects and lists
	 * count, so the valid JSON texts `null`, `1` and `"x"` do not.
	 */
	readonly compat?: "autoevals";
}

/**
 * What keeps a value from being JSON: a text must parse, any other value is taken as parsed already.
 *
 * @returns null when it is JSON; else why not, in words
 * @example
 * jsonProblem('{"a": 1}') // => null
 * jsonProblem("null", { compat: "autoevals" }) // => "expected an object or a list, found null"
 */
export function jsonProblem(value: unknown, options: Pick<ValidJsonOptions, "compat"> = {}): string | null {
	const read = readJson(value);
	if (!read.ok) return read.problem;
	const isObject = typeof read.value === "object" && read.value !== null;
	const allowed = options.compat !== "autoevals" || isObject;
	return allowed ? null : `expected an object or a list, found ${JSON.stringify(read.value)}`;
}

/**
 * Valid JSON: 1 when a field of the output is JSON (and meets the schema), else 0 with the reason. Needs no expected value.
 *
 * @param field a field of the output, or a function from the case to the value
 * @example
 * validJson("payload").unit // => "percent"
 */
export function validJson<K extends string>(
	field: K,
	options?: ValidJsonOptions,
): Metric<unknown, unknown, Readonly<Record<K, unknown>>>;
export function validJson<I, E, O>(output: (c: Case<I, E, O>) => unknown, options?: ValidJsonOptions): Metric<I, E, O>;
export function validJson(
	target: string | ((c: Case) => unknown),
	options: ValidJsonOptions = {},
): Metric<unknown, unknown, Readonly<Record<string, unknown>>> {
	const read =
		typeof target === "string" ? (c: Case) => (c.output as Readonly<Record<string, unknown>>)[target] : target;
	return {
		name: "valid JSON",
		direction: "higher",
		range: [0, 1],
		unit: "percent",
		async score(c) {
			const value = read(c);
			const reason = options.schema === undefined ? jsonProblem(value, options) : await unmet(options.schema, value);
			return reason === null ? { value: 1 } : { value: 0, reason };
		},
	};
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function readJson(value: unknown): Read {
	if (value === undefined) return { ok: false, problem: "expected JSON, found nothing" };
	if (typeof value !== "string") return { ok: true, value };
	try {
		return { ok: true, value: JSON.parse(value) };
	} catch (error) {
		return { ok: false, problem: messageOf(error) };
	}
}

async function unmet(schema: SchemaLike, value: unknown): Promise<string | null> {
	const read = readJson(value);
	if (!read.ok) return read.problem;
	const { issues } = await schema["~standard"].validate(read.value);
	return issues === undefined ? null : issues.map((issue) => issue.message).join("; ");
}
