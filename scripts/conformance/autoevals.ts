import { autoevalsExact } from "../../src/metric/compat/autoevals-exact.ts";
import { utf16Similarity } from "../../src/metric/compat/utf16.ts";
import { jsonSimilarity } from "../../src/metric/json-difference.ts";
import { listSimilarity } from "../../src/metric/list-contains.ts";
import { numericSimilarity } from "../../src/metric/numeric.ts";
import { jsonProblem } from "../../src/metric/valid-json.ts";
import type { GoldenCase, Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

const compat = "autoevals";

/** autoevals' scorers that need no model. */
export const kind: Kind = {
	name: "autoevals",
	run: (golden) => scorers[golden.category as keyof typeof scorers](golden.expected_value, golden.output),
	tolerance: () => ratio,
};

const scorers = {
	json: (expected: unknown, output: unknown) => ({
		JSONDiff: jsonSimilarity(expected, output, { compat }),
		JSONDiff_preserveStrings: jsonSimilarity(expected, output, { compat, parseText: false }),
		ExactMatch: autoevalsExact(expected, output),
	}),
	list: (expected: unknown, output: unknown) => ({
		ListContains: listSimilarity(expected as string[], output as string[], { compat }),
		ListContains_extra: listSimilarity(expected as string[], output as string[], { compat, allowExtra: true }),
	}),
	number: (expected: unknown, output: unknown) => ({
		NumericDiff: numericSimilarity(expected as number, output as number),
	}),
	string: (expected: unknown, output: unknown) => ({
		Levenshtein: utf16Similarity(String(expected), String(output)),
	}),
	valid: (_expected: unknown, output: unknown) => ({ ValidJSON: jsonProblem(output, { compat }) === null ? 1 : 0 }),
} satisfies Record<string, (expected: unknown, output: unknown) => GoldenCase["expected"]>;
