import { type GoldenCase, type Kind, notClaimed } from "./kind.ts";

/** One key of one case that differs. */
export interface Difference {
	/** Where in `expected`, such as "stem.rouge1.0"; empty when `expected` is one value. */
	readonly path: string;
	readonly expected: unknown;
	readonly found: unknown;
}

export interface CaseResult {
	/** A case with no key that we claim is neither. */
	readonly outcome: "passed" | "failed" | "not claimed";
	readonly differences: readonly Difference[];
	/** Paths at which we claim nothing. */
	readonly notClaimed: readonly string[];
}

/** Runs ours on a case and holds it against every key of `expected`; keys that only ours has are not looked at. */
export function checkCase(kind: Kind, golden: GoldenCase): CaseResult {
	const walk: Walk = { kind, golden, differences: [], notClaimed: [], claimed: 0 };
	try {
		compare(walk, "", golden.expected, kind.run(golden));
	} catch (error) {
		walk.differences.push({ path: "", expected: golden.expected, found: error });
	}
	const { differences } = walk;
	const outcome = differences.length > 0 ? "failed" : walk.claimed > 0 ? "passed" : "not claimed";
	return { outcome, differences, notClaimed: walk.notClaimed };
}

interface Walk {
	readonly kind: Kind;
	readonly golden: GoldenCase;
	readonly differences: Difference[];
	readonly notClaimed: string[];
	claimed: number;
}

function compare(walk: Walk, path: string, expected: unknown, found: unknown): void {
	if (found === notClaimed) {
		walk.notClaimed.push(path);
		return;
	}
	if (isNested(expected) && isNested(found) && sameForm(expected, found)) {
		const entries = Object.entries(expected);
		if (entries.length === 0) walk.claimed++;
		for (const [key, value] of entries) compare(walk, path === "" ? key : `${path}.${key}`, value, found[key]);
		return;
	}
	walk.claimed++;
	if (!isEqual(expected, found, walk.kind.tolerance(path, walk.golden))) {
		walk.differences.push({ path, expected, found });
	}
}

function isEqual(
	expected: unknown,
	found: unknown,
	tolerance: { readonly absolute: number; readonly relative?: number },
): boolean {
	if (expected === found) return true;
	// JSON has no NaN and no infinity: the files write them as strings or null, and ours are null or themselves
	if (isUndefinedFigure(expected)) return found === null || Number.isNaN(found);
	const number = infinities.get(expected) ?? expected;
	if (typeof number !== "number" || typeof found !== "number") return false;
	if (number === found) return true;
	const gap = Math.abs(number - found);
	return gap <= tolerance.absolute || (Number.isFinite(number) && gap <= (tolerance.relative ?? 0) * Math.abs(number));
}

const infinities = new Map<unknown, number>([
	["Infinity", Number.POSITIVE_INFINITY],
	["inf", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY],
	["-inf", Number.NEGATIVE_INFINITY],
]);

function isUndefinedFigure(value: unknown): boolean {
	return value === null || value === "NaN" || value === "nan";
}

/** Both plain objects, or lists of one length. */
function sameForm(expected: object, found: object): boolean {
	if (!Array.isArray(expected) || !Array.isArray(found)) return Array.isArray(expected) === Array.isArray(found);
	return expected.length === found.length;
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
