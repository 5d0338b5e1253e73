/** One golden case: its inputs beside `expected`. */
export type GoldenCase = Readonly<Record<string, unknown>> & { readonly expected: unknown };

/** Marks a key of `expected` that we do not claim (data we do not ship, a tokenizer we do not build). */
export const notClaimed = Symbol("not claimed");

/** How one kind of golden file is checked. One file a kind, `scripts/conformance/<kind>.ts`, exporting `kind`. */
export interface Kind {
	/** The golden file's name without `.json` and without a suffix such as `_2` or `_heldout`. */
	readonly name: string;
	/** Reads the cases of a file, for a kind whose peer sees what `JSON.parse` loses. */
	cases?(text: string): readonly unknown[];
	/**
	 * What ours gives for a case, in the shape of its `expected` (nested objects and arrays alike).
	 * Put `notClaimed` where we claim nothing.
	 */
	run(golden: GoldenCase): unknown;
	/** Largest difference allowed at a key path such as "stem.rouge1.0"; both bounds are tried, either may hold. */
	tolerance(path: string, golden: GoldenCase): { readonly absolute: number; readonly relative?: number };
}
