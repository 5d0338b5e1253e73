import { describe, expect, it } from "vitest";
import { contestants } from "../../bench/simulated/contestants.ts";
import { runContestant } from "../../bench/simulated/ours.ts";
import { lead, type Result, standingsOf } from "../../bench/simulated/result.ts";

const result = (name: string, serverSeed: number, truth: number, changed: Partial<Result> = {}): Result => ({
	name,
	serverSeed,
	runSeed: 0,
	calls: 680,
	truth,
	claimed: truth + 0.1,
	taskCalls: 680,
	proposerCalls: 10,
	taskTokens: 1000,
	proposerTokens: 500,
	seconds: 1,
	...changed,
});

describe("standingsOf", () => {
	it("takes worlds, not runs, as the sample of the interval", () => {
		// means by world 0.4, 0.5, 0.6: half width of the t interval 0.1 / sqrt(3) * 4.302653 = 0.248414
		const runs = [result("a", 0, 0.3), result("a", 0, 0.5), result("a", 1, 0.5), result("a", 2, 0.6)];
		const [standing] = standingsOf(runs);
		expect(standing?.runs).toBe(4);
		expect(standing?.truth).toBeCloseTo(0.5, 12);
		expect(standing?.interval.high).toBeCloseTo(0.748414, 6);
	});

	it("tells the worst overshoot, and none where no budget was taken", () => {
		const over = [result("a", 0, 0.4, { taskCalls: 741 }), result("a", 1, 0.4, { taskCalls: 660 })];
		expect(standingsOf(over)[0]).toMatchObject({ taskCalls: 700.5, mostTaskCalls: 741, overshoot: 61 });
		expect(standingsOf([result("b", 0, 0.4, { calls: null })])[0]?.overshoot).toBeNull();
	});

	it("keeps budgets apart, and is empty without runs", () => {
		expect(standingsOf([result("a", 0, 0.4), result("a", 0, 0.5, { calls: 200 })])).toHaveLength(2);
		expect(standingsOf([])).toEqual([]);
	});

	it("leaves absent claims out", () => {
		expect(standingsOf([result("a", 0, 0.4, { claimed: null })])[0]?.claimed).toBeNull();
	});
});

describe("lead", () => {
	it("pairs by world and leaves out worlds that one side did not run", () => {
		const ours = [result("a", 0, 0.5), result("a", 1, 0.7), result("a", 2, 0.9)];
		const theirs = [result("b", 0, 0.4), result("b", 1, 0.4)];
		expect(lead(ours, theirs)?.mean).toBeCloseTo(0.2, 12); // of 0.1 and 0.3
		expect(lead(ours, [result("b", 0, 0.4)])).toBeNull();
	});
});

describe("runContestant", () => {
	it("measures the program that only stands there: 0.300, no call beyond its budget", async () => {
		const [start] = contestants;
		if (start === undefined) throw new Error("expected a contestant");
		const small = await runContestant(start, 0, 0, 50);
		expect(small).toMatchObject({ taskCalls: 50, proposerCalls: 0, calls: 50 });
		expect(small.truth).toBeCloseTo(0.3, 3);
	});
});
