import type { Schema } from "../core/schema.ts";

/**
 * The schema of one of several words or letters, in any letter case.
 *
 * @example
 * choiceSchema(["yes", "no"])["~standard"].validate("Yes") // => { value: "yes" }
 * choiceSchema(["A", "B"])["~standard"].validate("C").issues.length // => 1
 */
export function choiceSchema(choices: readonly string[]): Schema<string> {
	const json = () => ({ type: "string", enum: [...choices] });
	return {
		"~standard": {
			version: 1,
			vendor: "touchstone",
			validate: (value) => {
				const said = typeof value === "string" ? value.trim().toLowerCase() : undefined;
				const choice = choices.find((one) => one.toLowerCase() === said);
				if (choice !== undefined) return { value: choice };
				return { issues: [{ message: `expected one of ${choices.join(", ")}, found ${JSON.stringify(value)}` }] };
			},
			jsonSchema: { input: json, output: json },
		},
	};
}
