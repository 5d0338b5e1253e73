import { describe, expect, it } from "vitest";
import { compare } from "../../src/evaluate/compare.ts";
import type { Report } from "../../src/evaluate/report.ts";
import { made, type NumberMetric, share } from "./numbers.ts";

const value: NumberMetric = {
	name: "value",
	direction: "higher",
	range: [0, 10],
	score: (c) => ({ value: c.output.v * 2 }),
};

describe("a figure that saw no spread", () => {
	it("has no interval and shows no brackets, in the report and in the comparison", async () => {
		const a = (await made("a", 12, () => 1, [share, value])) as Report;
		const b = (await made("b", 12, () => 0, [share, value])) as Report;
		for (const summary of Object.values(a.summary)) {
			expect(summary).toMatchObject({ low: null, high: null, method: "no spread seen" });
		}
		expect(a.view().text).toMatch(/share\s+100\.0 %\s+12 scored/);
		for (const metric of compare(a, b).metrics) {
			expect(metric).toMatchObject({ low: null, high: null, verdict: "worse" });
		}
		expect(compare(a, b).view().text).toMatch(/share\s+100\.0 %\s+0\.0 %\s+-100\.0 points\s+< 0\.001/);
	});

	it("has none on a single row", async () => {
		const one = (await made("one", 1, () => 1, [share, value])) as Report;
		expect(one.summary.share).toMatchObject({ low: null, high: null, method: "one row: no interval" });
		for (const metric of compare(one, one).metrics) expect(metric).toMatchObject({ low: null, high: null });
	});
});

describe("the note on whole-set intervals", () => {
	const warned = "too narrow";
	it("warns near the ends of the range on few rows only", async () => {
		const view = async (rows: number, wrong: number) =>
			(await made("a", rows, (n) => (n < wrong ? 0 : 1), [share])).view().text;
		expect(await view(40, 2)).toContain(warned);
		expect(await view(40, 38)).toContain(warned);
		expect(await view(40, 20)).not.toContain(warned);
		expect(await view(120, 4)).not.toContain(warned);
		const open = { ...share, range: [0, Number.POSITIVE_INFINITY] } as const;
		expect((await made("a", 40, (n) => (n < 2 ? 0 : 1), [open])).view().text).not.toContain(warned);
	});
});
