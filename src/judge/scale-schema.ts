import type { Schema } from "../core/schema.ts";

/**
 * The schema of a whole number on a scale.
 *
 * @example
 * scaleSchema({ low: 1, high: 5 })["~standard"].validate(6).issues.length // => 1
 */
export function scaleSchema({ low, high }: { readonly low: number; readonly high: number }): Schema<number> {
	const json = () => ({ type: "integer", minimum: low, maximum: high });
	return {
		"~standard": {
			version: 1,
			vendor: "touchstone",
			validate: (value) =>
				typeof value === "number" && Number.isInteger(value) && value >= low && value <= high
					? { value }
					: { issues: [{ message: `expected a whole number from ${low} to ${high}, found ${JSON.stringify(value)}` }] },
			jsonSchema: { input: json, output: json },
		},
	};
}
