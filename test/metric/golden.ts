import { existsSync, readFileSync } from "node:fs";
import { checkCase } from "../../scripts/conformance/check.ts";
import type { GoldenCase, Kind } from "../../scripts/conformance/kind.ts";

const folder = new URL("../../../shared/golden/metrics/", import.meta.url);

/** The golden values lie beside the checkout; a test that reads them is skipped where they are absent. */
export const goldenIsHere = existsSync(folder);

/** How many cases of a kind there are, and a sentence for each that differs. */
export function checkGolden(kind: Kind): { readonly cases: number; readonly differences: readonly string[] } {
	const text = readFileSync(new URL(`${kind.name}.json`, folder), "utf8");
	const file = JSON.parse(text) as { readonly cases: readonly GoldenCase[] };
	const cases = (kind.cases?.(text) as readonly GoldenCase[] | undefined) ?? file.cases;
	const differences = cases.flatMap((golden, i) =>
		checkCase(kind, golden).differences.map(
			({ path, expected, found }) => `case ${i + 1} ${path}: expected ${expected}, found ${found}`,
		),
	);
	return { cases: cases.length, differences };
}
