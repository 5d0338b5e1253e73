import { expect, test } from "vitest";
import type { Report } from "../../src/evaluate/report.ts";
import { project } from "../../src/migrate/projection.ts";

const report = (costUsd: number | null, rows = 10, inputTokens = 1000, outputTokens = 100) =>
	({
		rows: Array.from({ length: rows }),
		usage: { inputTokens, outputTokens, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd, calls: rows },
	}) as unknown as Report;
const price = (input: number, output: number, source: string) => ({ input, output, source, date: "2026-01-01" });

test("a month costs its runs at what a test row cost", () => {
	expect(project(report(0.02), report(0.005), 1_000_000)).toMatchObject({
		sourceUsd: expect.closeTo(2000, 9),
		targetUsd: expect.closeTo(500, 9),
		savingUsd: expect.closeTo(1500, 9),
		basis: "the models' own prices",
	});
	expect(project(report(0.005), report(0.02), 1000).savingUsd).toBeCloseTo(-1.5, 12); // dearer is no saving
});

test("given prices stand in for the models' own: 1,000 tokens in and 100 out of ten rows", () => {
	const prices = { source: price(3, 15, "list A"), target: price(0.3, 1.5, "list B") };
	const found = project(report(0), report(0), 1_000_000, prices);
	expect(found.sourceUsd).toBeCloseTo(((1000 * 3 + 100 * 15) / 1e6 / 10) * 1e6, 9);
	expect(found.targetUsd).toBeCloseTo((found.sourceUsd ?? 0) / 10, 9);
	expect(found.basis).toBe("as if at list A (2026-01-01), list B (2026-01-01)");
});

test("an unknown price leaves the saving unknown; no row costs nothing", () => {
	expect(project(report(null), report(0.01), 10)).toMatchObject({ sourceUsd: null, savingUsd: null });
	expect(project(report(0, 0), report(0, 0), 10)).toMatchObject({ sourceUsd: 0, targetUsd: 0, savingUsd: 0 });
});
