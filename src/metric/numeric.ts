import { ConfigError, DataError } from "../core/errors.ts";
import type { Metric } from "./metric.ts";
import { type FieldMetric, type Readers, readersOf } from "./readers.ts";

export interface NumericOptions {
	/** Largest difference allowed, in the number's own unit. Default 0. */
	readonly absolute?: number;
	/** Largest difference allowed as a share of the expected value. Default 1e-9, which forgives rounding. */
	readonly relative?: number;
	/** "autoevals": the value is `numericSimilarity` instead. */
	readonly compat?: "autoevals";
}

/**
 * Numeric match: 1 when the output lies within a tolerance of the expected number, else 0. The wider of the two tolerances
 * holds; with several expected numbers, one is enough. Read as a share of right numbers.
 *
 * @param field the field that output and expected value share, or readers of both
 * @throws ConfigError when a tolerance is negative; DataError, when scoring, if a value is not a number
 * @example
 * numeric("total", { absolute: 0.01 }).unit // => "percent"
 */
export function numeric<K extends string>(field: K, options?: NumericOptions): FieldMetric<K>;
export function numeric<I, E, O>(readers: Readers<I, E, O, number>, options?: NumericOptions): Metric<I, E, O>;
export function numeric(
	target: string | Readers<unknown, unknown, unknown, number>,
	options: NumericOptions = {},
): Metric {
	const readers = readersOf(target);
	const { absolute = 0, relative = 1e-9, compat } = options;
	if (!(absolute >= 0) || !(relative >= 0)) {
		throw new ConfigError(`numeric: expected tolerances of at least 0, found ${absolute} and ${relative}`);
	}
	const isNear = (wanted: number, found: number) =>
		wanted === found ||
		(Number.isFinite(wanted) && Math.abs(found - wanted) <= Math.max(absolute, relative * Math.abs(wanted)));
	const compare = (wanted: number, found: number) =>
		compat === "autoevals" ? numericSimilarity(wanted, found) : isNear(wanted, found) ? 1 : 0;

	return {
		name: compat === "autoevals" ? "numeric similarity" : "numeric",
		direction: "higher",
		range: [0, 1],
		unit: compat === "autoevals" ? "number" : "percent",
		score(c) {
			const found = asNumber("output", readers.output(c));
			const expected = readers.expected(c) ?? [];
			const wanted = [expected].flat().map((value) => asNumber("expected value", value));
			if (wanted.length === 0) return { value: null, reason: "no expected number" };
			const value = Math.max(...wanted.map((number) => compare(number, found)));
			return value === 1 ? { value } : { value, reason: `expected ${wanted.join(" or ")}, found ${found}` };
		},
	};
}

/**
 * How near two numbers are: 1 less their distance over the sum of their sizes. 1 equal, 0 of opposite signs or one of them
 * zero. autoevals' NumericDiff.
 *
 * Mind that it depends on where zero lies: 20 °C and 22 °C are less alike than the same two in kelvin.
 *
 * @example
 * numericSimilarity(9, 11) // => 0.9
 * numericSimilarity(0, 0) // => 1
 */
export function numericSimilarity(expected: number, output: number): number {
	if (expected === output) return 1; // also two zeros, two infinities
	const size = Math.abs(expected) + Math.abs(output);
	return Number.isFinite(size) ? 1 - Math.abs(expected - output) / size : 0;
}

function asNumber(side: string, value: unknown): number {
	if (typeof value === "number" && !Number.isNaN(value)) return value;
	throw new DataError(
		`numeric: expected the ${side} to be a number, found ${JSON.stringify(value) ?? typeof value}. Name a number field, or pass readers.`,
	);
}
