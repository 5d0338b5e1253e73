import { describe, expect, it } from "vitest";
import { bar } from "../../src/view/bar.ts";

describe("bar", () => {
	it("is as wide as asked, whatever the share", () => {
		for (const share of [-1, 0, 0.01, 0.49, 0.999, 1, 7, Number.NaN]) expect([...bar(share, 10)]).toHaveLength(10);
		expect(bar(2, 3, "░")).toBe("███");
		expect(bar(Number.NaN, 3, "░")).toBe("░░░");
		expect(bar(0.5, 0)).toBe("");
	});
});
