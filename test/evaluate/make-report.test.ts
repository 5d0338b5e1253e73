import { inspect } from "node:util";
import { expect, it } from "vitest";
import { makeReport, metricsOf } from "../../src/evaluate/make-report.ts";
import type { Report } from "../../src/evaluate/report.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { made, share } from "./numbers.ts";

const whole = (await made("a", 3, () => 1, [share])) as Report;

it("makes a report that shows itself, and is plain data besides", () => {
	const report = makeReport(whole, [share as Metric]);
	expect(inspect(report)).toBe(report.view().text);
	expect(Object.keys(report)).toEqual(Object.keys(whole));
	expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(whole)));
});

it("keeps the metrics at hand, out of sight; a copy has none", () => {
	expect(metricsOf(whole)).toEqual([share]);
	expect(metricsOf(makeReport(whole))).toEqual([]);
	expect(metricsOf({ ...whole } as Report)).toEqual([]);
});

it("leaves the data it was made of as it is", () => {
	const data = { ...whole };
	makeReport(data, [share as Metric]);
	expect("view" in data).toBe(false);
});
