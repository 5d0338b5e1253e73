import { describe, expect, it } from "vitest";
import { classificationReport, precisionRecall } from "../../src/stats/classification.ts";
import { confusion } from "../../src/stats/confusion.ts";
import { expectClose } from "./close.ts";

const expected = [..."aabbbccccc"];
const given = [..."abbbcccaac"];
const rows = expected.map((label, row) => ({ expected: label, output: given[row] ?? "" }));

// expected values: scikit-learn 1.9.1
describe("classificationReport", () => {
	it("equals scikit-learn", () => {
		const report = classificationReport(rows);
		expectClose([report.accuracy, report.balancedAccuracy], [0.6, 0.5888888888888889]);
		expectClose([report.matthews, report.kappa], [0.3908158746754515, 0.3846153846153846]);
		const averages = { precision: 0.5833333333333334, recall: 0.5888888888888889, f: 0.5777777777777778 };
		expectClose(report.macro, averages);
		expectClose(report.weighted, { precision: 0.6416666666666666, recall: 0.6, f: 0.6133333333333333 });
		expectClose(report.micro, { precision: 0.6, recall: 0.6, f: 0.6 });
		expect(report.perLabel[0]).toEqual({ label: "a", support: 2, precision: 1 / 3, recall: 0.5, f: 0.4 });
	});

	it("takes no rows, and one, without NaN", () => {
		const none = classificationReport([]);
		expect([none.accuracy, none.balancedAccuracy, none.kappa, none.matthews]).toEqual([null, null, null, 0]);
		expect(none.macro).toEqual({ precision: 0, recall: 0, f: 0 });
		const one = classificationReport([{ expected: "a", output: "a" }]);
		expect([one.accuracy, one.kappa, one.matthews]).toEqual([1, null, 0]);
	});
});

describe("precisionRecall", () => {
	it("weighs recall by beta", () => {
		expectClose(precisionRecall(confusion(expected, given), { average: "weighted", beta: 2 }).f, 0.6034090909090909);
	});

	it("averages over the labels asked for, a label that never occurs counting 0", () => {
		const table = confusion(expected, given);
		expectClose(precisionRecall(table, { labels: ["b"] }).f, 2 / 3);
		expectClose(precisionRecall(table, { labels: ["b", "z"] }).f, 1 / 3);
	});
});
