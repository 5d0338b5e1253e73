import { inspect } from "node:util";
import { expect, test } from "vitest";
import { makePlan, type PlanSpec } from "../../src/aws/plan.ts";
import { allow } from "../../src/aws/policy.ts";

function spec(facts: Partial<PlanSpec<string>> = {}) {
	const runs: string[] = [];
	const plan = makePlan<string>({
		who: "aws.batch",
		title: "run sentiment over 200 rows on nova-lite as a batch job",
		calls: [
			{ service: "s3", operation: "PutObject", why: "the requests, 200 lines" },
			{ service: "bedrock", operation: "CreateModelInvocationJob", why: "the job", input: { jobName: "touchstone-1" } },
		],
		policy: [allow(["s3:PutObject"], ["arn:aws:s3:::mine/*"])],
		tokens: { input: 40_000, output: 20_000 },
		costUsd: 0.3,
		basis: ["Price of nova-lite: a price list, 2026-11-22 (an estimate)."],
		remains: ["The requests and the answers, in s3://mine/touchstone/."],
		...facts,
		run: async ({ runId }) => {
			runs.push(runId);
			return facts.run === undefined ? "done" : facts.run({ runId, maxUsd: 1 });
		},
	});
	return { plan, runs };
}

test("a plan that is only looked at runs nothing, and its JSON holds every fact", () => {
	const { plan, runs } = spec();
	const text = inspect(plan);
	expect(runs).toEqual([]);
	expect(JSON.parse(JSON.stringify(plan))).toMatchObject({
		costUsd: 0.3,
		hourlyUsd: 0,
		calls: [{ operation: "PutObject" }, { operation: "CreateModelInvocationJob", input: { jobName: "touchstone-1" } }],
		policy: [{ Effect: "Allow", Action: ["s3:PutObject"] }],
		problems: [],
	});
	expect(text).toContain("at most $0.300 (an estimate)");
	expect(text).toContain("CreateModelInvocationJob");
	expect(text).toContain('"Version": "2012-10-17"');
	expect(text).toContain("What remains afterwards\n  - The requests and the answers");
	expect(text).toContain("2026-11-22 (an estimate)");
	expect(plan.view().html).toContain("<details>");
	expect(plan.view().html).not.toMatch(/<script|<style/);
});

test("apply runs it once, and gives the same result again", async () => {
	const { plan, runs } = spec();
	expect(await plan.apply({ maxUsd: 0.3 })).toBe("done");
	expect(await plan.apply({ maxUsd: 1 })).toBe("done");
	expect(runs).toHaveLength(1);
	expect(runs[0]).toMatch(/^run-\d{4}-\d\d-\d\d-[0-9a-f]{8}$/);
});

test("a run that failed may be tried again", async () => {
	let fails = true;
	const { plan, runs } = spec({
		run: async () => {
			if (fails) throw new Error("the line was cut");
			return "second time";
		},
	});
	await expect(plan.apply({ maxUsd: 1 })).rejects.toThrow("the line was cut");
	fails = false;
	expect(await plan.apply({ maxUsd: 1 })).toBe("second time");
	expect(runs).toHaveLength(2);
});

test.each([
	["dearer than the limit", {}, { maxUsd: 0.29 }, { code: "budget", message: /at most \$0\.290.*up to \$0\.300/ }],
	[
		"hours of what stays up count too",
		{ hourlyUsd: 2, hours: 3 },
		{ maxUsd: 6 },
		{ code: "budget", message: /\$6\.30.*\$2\.00 an hour for 3 h/ },
	],
	["no limit given", {}, { maxUsd: Number.NaN }, { code: "config", message: /expected maxUsd/ }],
	["a price that is unknown", { costUsd: null }, { maxUsd: 5 }, { code: "config", message: /prices\.refresh/ }],
	["an hourly rate that is unknown", { hourlyUsd: null }, { maxUsd: 5 }, { code: "config", message: /unknown/ }],
	[
		"a problem",
		{ problems: ["60 records, and a batch job takes at least 100: evaluate live."] },
		{ maxUsd: 5, acceptUnknownCost: true },
		{ code: "config", message: /60 records/ },
	],
])("refuses: %s", async (_, facts, options, error) => {
	const { plan, runs } = spec(facts);
	await expect(plan.apply(options)).rejects.toMatchObject({
		code: error.code,
		message: expect.stringMatching(error.message),
	});
	expect(runs).toEqual([]);
});

test("an unknown cost is accepted when that is said", async () => {
	const { plan } = spec({ costUsd: null });
	expect(plan.view().text).toContain("unknown (a price is missing)");
	expect(await plan.apply({ maxUsd: 5, acceptUnknownCost: true })).toBe("done");
});

test("an abort before apply sends nothing", async () => {
	const { plan, runs } = spec();
	await expect(plan.apply({ maxUsd: 5, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "abort" });
	expect(runs).toEqual([]);
});

test("a plan that does nothing shows itself too", () => {
	const { plan } = spec({ calls: [], policy: [], basis: [], remains: [], costUsd: 0, problems: ["Nothing to do."] });
	expect(plan.view().text).toContain("(no rows)");
	expect(plan.view().text).toContain("apply() would refuse: 1 problem");
});
