import { describe, expect, it } from "vitest";
import { type PlanData, planView } from "../../src/evaluate/plan-view.ts";

const plan: PlanData = {
	program: "relevance",
	models: ["small"],
	rows: 40,
	cachedRows: 0,
	partlyFollowedRows: 0,
	calls: 40,
	inputTokens: 12_345,
	outputTokens: 400,
	maxOutputTokens: 1920,
	costUsd: 0.5,
	maxCostUsd: 0.75,
	minutes: 3.4,
	basis: ["Tokens are estimated.", "The speed was measured."],
};
const line = (changes: Partial<PlanData>, what: string) =>
	planView({ ...plan, ...changes })
		.text.split("\n")
		.find((text) => text.startsWith(what))
		?.replace(/^\w+\s+/, "");

describe("the view of a plan", () => {
	it("says rows, calls, tokens, cost and time, and what they rest on", () => {
		const { text, html } = planView(plan);
		expect(text).toContain("relevance on small");
		expect(line({}, "Rows")).toBe("40");
		expect(line({}, "Calls")).toBe("40 calls");
		expect(line({}, "Tokens")).toBe("about 12,345 in and 400 out (at most 1,920)");
		expect(line({}, "Cost")).toMatch(/^\$0\.50*, at most \$0\.750*$/);
		expect(line({}, "Time")).toBe("about 3 minutes");
		expect(text).toContain("Tokens are estimated. The speed was measured.");
		expect(html).toContain("What this evaluation will take");
	});

	it("says what is unknown, what is free, and what the cache holds", () => {
		expect(line({ costUsd: null, maxCostUsd: null }, "Cost")).toBe("unknown");
		expect(line({ costUsd: 0, maxCostUsd: 0 }, "Cost")).toBe("$0");
		expect(line({ minutes: null }, "Time")).toBe("unknown");
		expect(line({ cachedRows: 30, calls: 1 }, "Rows")).toBe("40, 30 answered from the cache");
		expect(line({ cachedRows: 39, calls: 1 }, "Calls")).toBe("1 call");
		expect(planView({ ...plan, models: [] }).text).toContain("relevance on no model yet");
	});

	it.each([
		[{ minutes: 0.4 }, "under a minute"],
		[{ minutes: 1.2 }, "about 1 minute"],
		[{ minutes: 0, calls: 0 }, "none to speak of"],
		[{ minutes: 0.4, partlyFollowedRows: 2 }, "a minute or more"],
		[{ minutes: 5, partlyFollowedRows: 2 }, "at least 5 minutes"],
	])("tells the time of %j as %s", (changes, words) => expect(line(changes, "Time")).toBe(words));

	it("calls every figure a lower bound where rows could not be followed to their end", () => {
		const some = { partlyFollowedRows: 3 };
		expect(line(some, "Calls")).toBe("at least 40 calls");
		expect(line(some, "Tokens")).toContain("(and more)");
		expect(line(some, "Cost")).toMatch(/, and more$/);
	});
});
