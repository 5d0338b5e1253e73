import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/evaluate/compare.ts";
import { leaderboard } from "../../src/evaluate/leaderboard.ts";
import type { Report } from "../../src/evaluate/report.ts";
import { loadReport, saveReport } from "../../src/evaluate/report-file.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { made, share } from "./numbers.ts";

const reload = async (report: Report): Promise<Report> =>
	loadReport(await saveReport(report, join(await mkdtemp(join(tmpdir(), "touchstone-")), "report.json")));
const metrics = [share as Metric];

describe("leaderboard of loaded reports", () => {
	it("says that a whole-set figure was not tested, instead of p = 1", async () => {
		const good = await reload((await made("good", 40, () => 1, [share])) as Report);
		const bad = await reload((await made("bad", 40, () => 0, [share])) as Report);
		const board = leaderboard([good, bad]);
		expect(board.standings[1]).toMatchObject({ adjustedP: null, againstFirst: "not tested", behindFirst: false });
		expect(board.view().text).toContain("not tested");
		expect(board.view().text).toContain("needs its metric again: leaderboard(reports, { metrics })");
		expect(leaderboard([good, bad], { metrics }).standings[1]).toMatchObject({
			againstFirst: "behind",
			behindFirst: true,
		});
	});

	it("finds the metric at either report", async () => {
		const loaded = await reload((await made("a", 20, () => 0, [share])) as Report);
		const fresh = (await made("b", 20, () => 1, [share])) as Report;
		expect(compare(loaded, fresh).metrics[0]?.verdict).toBe("better");
	});
});

describe("leaderboard of reports on other rows", () => {
	it("calls none behind that is better on the rows it shares with the first, and says so", async () => {
		const whole = (await made("whole", 100, (n) => (n < 20 ? 0 : 1))) as Report; // 80 %, but 0 of the first 20
		const part = (await made("part", 20, (n) => (n < 12 ? 1 : 0))) as Report; // 60 %, all of them where whole fails
		const board = leaderboard([whole, part]);
		expect(board.standings[0]?.name).toBe("whole");
		expect(board.standings[1]).toMatchObject({ name: "part", againstFirst: "ahead", behindFirst: false });
		expect(board.view().text).toContain("do not hold the same rows");
	});
});

describe("leaderboard of reports with several metrics", () => {
	it("computes no comparison but the one it ranks by", async () => {
		let asked = 0;
		const costly = {
			...share,
			name: "costly",
			aggregate() {
				asked++;
				return 0.5;
			},
		};
		const both = [share, costly];
		const reports = [
			(await made("a", 20, () => 1, both)) as Report,
			(await made("b", 20, (n) => (n < 5 ? 1 : 0), both)) as Report,
		];
		asked = 0;
		expect(leaderboard(reports, { metric: "share" }).standings[1]?.againstFirst).toBe("behind");
		expect(asked).toBe(0);
	});
});
