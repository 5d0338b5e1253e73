import { describe, expect, it } from "vitest";
import { kindByName, kindBySource } from "../../../scripts/conformance/identify.ts";

const names = ["rouge", "rouge_multi", "mcnemar"];

describe("the kind of a golden file", () => {
	it("is its name without a suffix, the longest that fits", () => {
		expect(kindByName("rouge.json", names)).toBe("rouge");
		expect(kindByName("rouge_2.json", names)).toBe("rouge");
		expect(kindByName("rouge_multi_heldout.json", names)).toBe("rouge_multi");
		expect(kindByName("rouge-multi-2.json", names)).toBe("rouge_multi");
		expect(kindByName("roughly.json", names)).toBeUndefined();
	});

	it("else follows from its source and the keys of a case", () => {
		expect(kindBySource("statsmodels 0.15.0, scipy 1.17.1", ["id", "a", "b"])).toBe("mcnemar");
		expect(kindBySource("scipy 1.17.1", ["id", "a", "b"])).toBe("paired_tests");
		expect(kindBySource("rouge-score 0.1.2", ["references", "candidate"])).toBe("rouge_multi");
		expect(kindBySource("somebody", ["a", "b"])).toBeUndefined();
		expect(kindBySource(undefined, [])).toBeUndefined();
	});
});
