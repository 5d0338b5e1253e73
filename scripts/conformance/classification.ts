import { classificationReport, type PrecisionRecall, precisionRecall } from "../../src/stats/classification.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

interface Case {
	readonly labels: readonly string[];
	readonly y_true: readonly string[];
	readonly y_pred: readonly string[];
}

export const kind: Kind = {
	name: "classification",
	run(golden) {
		const { labels, y_true, y_pred } = golden as unknown as Case;
		const rows = y_true.map((expected, row) => ({ expected, output: y_pred[row] ?? "" }));
		const report = classificationReport(rows, labels);
		const list = ({ precision, recall, f }: PrecisionRecall) => [precision, recall, f];
		return {
			accuracy: report.accuracy,
			balanced_accuracy: report.balancedAccuracy,
			confusion: report.confusion.counts,
			mcc: report.matthews,
			kappa: report.kappa,
			micro: list(report.micro),
			macro: list(report.macro),
			weighted: list(report.weighted),
			per_label: Object.fromEntries(report.perLabel.map((label) => [label.label, [...list(label), label.support]])),
			f2_macro: precisionRecall(report.confusion, { beta: 2 }).f,
		};
	},
	tolerance: () => ratio,
};
