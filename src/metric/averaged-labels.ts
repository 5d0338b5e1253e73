import { type Average, type PrecisionRecall, precisionRecall } from "../stats/classification.ts";
import { type Label, type LabelMetricFacts, noLabel, tableOf } from "./labels.ts";

export interface LabelOptions {
	/** Over labels: "macro" (each counts the same, the default), "weighted" (by how often it is expected), "micro" (pooled). */
	readonly average?: Average;
	/** These labels alone: `["yes"]` for the figure of one. All that occur otherwise. */
	readonly labels?: readonly Label[];
}

/** Precision, recall or F as a whole-set figure. */
export function averaged(
	name: string,
	part: keyof PrecisionRecall,
	options: LabelOptions & { readonly beta?: number },
): LabelMetricFacts {
	const { average = "macro", labels, beta = 1 } = options;
	const which = labels?.length === 1 ? `of ${labels[0]}` : `(${average})`;
	return {
		name: `${name} ${which}`,
		range: [0, 1],
		unit: "percent",
		figure(pairs) {
			const table = tableOf(pairs);
			const counted = labels ?? table.labels.filter((label) => label !== noLabel);
			return precisionRecall(table, { average, beta, labels: counted })[part];
		},
	};
}
