import { hash } from "../core/hash.ts";
import type { ProgramParameters } from "./candidate.ts";
import { defineOptimizer, type Optimizer } from "./optimizer.ts";

/**
 * Holds other parameters against the program's own on `validate`: they replace them only with the evidence of paired rows,
 * and `leader` says which did better, evidence or not.
 *
 * @param origin how the others came about, a few words
 * @example
 * weigh({ label: { instructions: "Label it.", demos: [] } }, "by hand").kind // => "weigh"
 */
export function weigh(parameters: ProgramParameters, origin: string): Optimizer {
	const both = ({ validate }: { readonly validate: number }) => ({ rows: 2 * validate, proposals: 0 });
	return defineOptimizer({
		kind: "weigh",
		settings: { parameters: hash(parameters, 16) },
		outline: both,
		least: both,
		async run(study) {
			const { examples } = study.task.validate;
			await study.score(study.start, examples, "baseline");
			study.note(study.start, examples, "baseline");
			const other = study.candidate(parameters, [study.start], origin);
			await study.score(other, examples, "confirm");
			study.note(other, examples, "confirm");
			return undefined;
		},
	});
}
