import { describe, expect, it } from "vitest";
import { averagePrecision, ndcg, rocAuc } from "../../src/stats/ranking.ts";
import { expectClose } from "./close.ts";

const positive = [0, 1, 1, 0, 1, 0, 0, 1];
const score = [0.1, 0.9, 0.4, 0.4, 0.8, 0.35, 0.7, 0.65];

describe("ranking figures", () => {
	it("equal scikit-learn 1.9.1, tied scores included", () => {
		expectClose([rocAuc(positive, score), averagePrecision(positive, score)], [0.84375, 0.8541666666666666]);
		const relevance = [3, 2, 3, 0, 1, 2];
		const place = [6, 5, 4, 4, 2, 1];
		expectClose([ndcg(relevance, place), ndcg(relevance, place, 3)], [0.946246475666722, 0.8505071682362073]);
	});

	it("are null where they are not defined", () => {
		expect([rocAuc([1, 1], [0.1, 0.2]), rocAuc([], [])]).toEqual([null, null]);
		expect([averagePrecision([0], [0.5]), ndcg([], [])]).toEqual([null, null]);
		expect(ndcg([0, 0], [1, 2])).toBe(0);
	});

	it("refuse ragged lists and NaN", () => {
		expect(() => rocAuc([1], [0.1, 0.2])).toThrow("two lists of one length");
		expect(() => ndcg([1], [Number.NaN])).toThrow("finite numbers");
	});
});
