import { describe, expect, it } from "vitest";
import { wilcoxon } from "../../src/stats/wilcoxon.ts";
import { expectClose } from "./close.ts";

describe("wilcoxon", () => {
	it("equals scipy 1.17.1, exact and approximate", () => {
		const test = wilcoxon([0.82, 0.64, 0.91, 0.55, 0.73, 0.88], [0.79, 0.6, 0.8, 0.57, 0.7, 0.71]);
		expect(test.statistic).toBe(1);
		expectClose([test.exactP, test.approximateP], [0.0625, 0.046399461870904594]);
		expect(test.p).toBe(test.exactP);
	});

	it("has no exact p when sizes tie", () => {
		const test = wilcoxon([1, 2, 3], [0, 1, 5]);
		expect(test.exactP).toBeNull();
		expect(test.p).toBe(test.approximateP);
	});

	it("drops rows that do not differ; when none does, p is 1", () => {
		expect(wilcoxon([1, 2, 5], [1, 1, 1]).rows).toBe(2);
		expect(wilcoxon([1, 2], [1, 2])).toEqual({ statistic: 0, rows: 0, p: 1, exactP: 1, approximateP: 1 });
	});
});
