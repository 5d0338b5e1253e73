import { describe, expect, it } from "vitest";
import { cleanup } from "../../src/aws/cleanup.ts";
import { cleanupView } from "../../src/aws/cleanup-view.ts";
import type { Resource } from "../../src/aws/resources.ts";
import { someResource } from "./handle.ts";

const row = (outcome: "deleted" | "already gone" | "would delete" | "left", why = "") => ({
	resource: someResource({ kind: "guardrail", hourlyUsd: 1.5 }),
	outcome,
	why,
});

describe("the view of a cleanup", () => {
	it("says that nothing is left", () => {
		for (const rows of [[], [row("deleted")], [row("already gone")]]) {
			const { text } = cleanupView({ dryRun: false, rows, hourlyUsdLeft: 0 });
			expect(text).toContain("Nothing of touchstone's is left that the ledger knows of.");
		}
	});

	it("says what is left, why, and what that costs, as an estimate", () => {
		const rows = [row("deleted"), row("left", "AWS is still busy with it")];
		const { text, html } = cleanupView({ dryRun: false, rows, hourlyUsdLeft: 1.5 });
		expect(text).toContain("AWS is still busy with it");
		expect(text).toContain("1 resource left. What is left costs $1.50 an hour (an estimate).");
		expect(html).toContain("AWS is still busy with it");
	});

	it("does not call an unknown rate free", () => {
		const { text } = cleanupView({ dryRun: false, rows: [row("left")], hourlyUsdLeft: null });
		expect(text).toContain("1 resource left. What is left bills by the hour at a rate that is not known.");
	});

	it("of a dry run says what would be left too, and never that something was deleted", () => {
		const rows = [row("would delete"), row("left", "by hand")];
		const { text } = cleanupView({ dryRun: true, rows, hourlyUsdLeft: 3 });
		expect(text).toContain(
			"A dry run: nothing was deleted. aws.cleanup() deletes. 1 resource would be left. All that is there now costs $3.00 an hour (an estimate).",
		);
		expect(cleanupView({ dryRun: true, rows: [], hourlyUsdLeft: 0 }).text).toMatch(/aws\.cleanup\(\) deletes\.$/);
	});

	it("says where SageMaker's things are deleted by hand, and in which order", async () => {
		const kinds = ["model", "endpoint", "endpoint-config", "training-job", "role", "novelty"];
		const list: Resource[] = kinds.map((kind) => someResource({ kind, id: `my-${kind}` }));
		const ledger = { list: async () => list, record: async () => {}, forget: async () => {} };
		const report = await cleanup({ ledger, deleters: [], account: async () => "111122223333" });
		expect(report.rows.map(({ resource, outcome }) => [resource.kind, outcome])).toEqual(
			["training-job", "endpoint", "endpoint-config", "model", "role", "novelty"].map((kind) => [kind, "left"]),
		);
		const why = Object.fromEntries(report.rows.map((one) => [one.resource.kind, one.why]));
		expect(why.endpoint).toBe("touchstone cannot delete it; by hand: SageMaker console, Inference");
		expect(why.model).toBe(why.endpoint);
		expect(why.role).toContain("IAM console");
		expect(why.novelty).toContain("its service's console");
		const { text } = report.view();
		expect(text.match(/by hand: SageMaker console, Inference/g)).toHaveLength(3); // not cut off
		expect(text).toMatch(/An endpoint bills until somebody deletes it: .*the endpoint first, then its configuration/);
		expect(report.hourlyUsdLeft).toBe(9);
	});
});
