import { expect, it } from "vitest";
import type { Report } from "../../src/evaluate/report.ts";
import { reportPage } from "../../src/evaluate/report-page.ts";
import { made } from "./numbers.ts";

const good = (await made("good", 3, () => 1)) as Report;
const bad = (await made("bad <b>", 3, (n) => (n === 1 ? null : 0))) as Report;

it("is one page: further views, a summary a report, every row folded away, the provenance", () => {
	const html = reportPage([good, bad], [{ text: "", html: "<p>a comparison</p>" }]);
	expect(html).toMatch(/^<!doctype html>/i);
	expect(html).toContain("<title>Evaluation: good and bad &lt;b&gt;</title>");
	expect(html.indexOf("<p>a comparison</p>")).toBeLessThan(html.indexOf("Rows: good"));
	expect(html.match(/<details>/g)).toHaveLength(6);
	expect(html).toContain("<h2>Provenance: bad &lt;b&gt;</h2>");
	expect(html).not.toContain("<b>.");
});

it("shows what was asked and answered, of failed rows too, with what was wrong", () => {
	const html = reportPage([bad]);
	expect(html).toContain("<p><b>asked bad &lt;b&gt;</b></p>");
	expect(html).toMatch(/failed: .*the answer does not fit/);
	expect(html.match(/junk/g)?.length).toBeGreaterThanOrEqual(2); // the answer, and the one after the repair
});

it("loads nothing from elsewhere and holds no script", () => {
	expect(reportPage([good])).not.toMatch(/<script|<link|src="http|@import/);
});
