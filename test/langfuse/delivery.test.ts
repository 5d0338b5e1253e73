import { describe, expect, it } from "vitest";
import { tally } from "../../src/langfuse/delivery.ts";

describe("a delivery", () => {
	it("shows what arrived, and no table where nothing failed", () => {
		const counts = tally("http://127.0.0.1:3000");
		counts.add("traces", 2);
		expect(counts.end().view().text).toBe("Exported to http://127.0.0.1:3000\n  traces  2 delivered");
	});

	it("shows failures with one reason in one line, and what to do", () => {
		const counts = tally("there");
		counts.add("scores", 1);
		counts.fail("scores", ["a", "b", "c", "d"], { message: "refused", status: 400 });
		const { failed, problems, view } = counts.end();
		expect([failed.scores, problems.length, problems[0]]).toEqual([
			4,
			4,
			{ kind: "scores", name: "a", message: "refused", status: 400 },
		]);
		expect(view().text).toContain("1 delivered, 4 failed");
		expect(view().text).toContain("Export it again: what has arrived is replaced, not doubled.");
		expect(view().text).toMatch(/scores: a, b, c, …\s+4\s+refused/);
	});

	it("of nothing is empty", () => {
		expect(tally("there").end()).toMatchObject({ delivered: { traces: 0 }, problems: [] });
	});
});
