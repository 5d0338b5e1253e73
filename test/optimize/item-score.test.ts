import { expect, test } from "vitest";
import type { Row } from "../../src/evaluate/report.ts";
import { accuracy } from "../../src/metric/accuracy.ts";
import { f1 } from "../../src/metric/f1.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { noUsage } from "../../src/model/usage.ts";
import { itemScore, meanUtility, metricOn, utilityGains } from "../../src/optimize/item-score.ts";

const row = (expected: string, label: string | null, value: number | null, name = "accuracy"): Row => ({
	id: "1",
	input: {},
	expected: { label: expected },
	output: label === null ? null : { label },
	...(label === null ? { error: { code: "output", name: "OutputError", message: "junk", facts: {} } as never } : {}),
	scores: { [name]: { value } },
	trace: {} as never,
	usage: noUsage,
	latencyMs: 5,
	cachedCalls: 0,
	repairs: 0,
});
const higher = accuracy("label") as unknown as Metric;
const lower = { ...higher, direction: "lower" } as Metric;

test("utility turns where lower is better; a row that failed says so with its error", () => {
	expect(itemScore(row("a", "a", 1), higher)).toMatchObject({ value: 1, utility: 1, failed: false });
	expect(itemScore(row("a", "a", 1), lower)).toMatchObject({ value: 1, utility: -1 });
	expect(itemScore(row("a", "a", null), lower)).toMatchObject({ value: null, utility: null });
	expect(itemScore(row("a", null, 0), higher)).toMatchObject({
		failed: true,
		error: { message: "junk" },
		output: null,
	});
	expect(itemScore(row("a", "a", 1), higher)).not.toHaveProperty("setRow");
});

test("gains are of rows that both have; a mean of none is none", () => {
	const [one, none, two] = [1, null, 0].map((value) => itemScore(row("a", "b", value), higher));
	expect(utilityGains([one, none, two, undefined], [two, one, one, one])).toEqual([1, -1]);
	expect([meanUtility([one, none, two]), meanUtility([none, undefined]), meanUtility([])]).toEqual([0.5, null, null]);
});

test("the metric on rows is their mean, or its figure of the whole set", () => {
	const macro = f1("label", { average: "macro" }) as unknown as Metric;
	const given: [string, string | null][] = [
		["a", "a"],
		["a", "a"],
		["a", "a"],
		["b", "a"],
	];
	const scores = (metric: Metric) =>
		given.map(([expected, label]) => itemScore(row(expected, label, expected === label ? 1 : 0, metric.name), metric));
	expect(metricOn(scores(higher), higher)).toBe(0.75);
	expect(metricOn(scores(macro), macro)).toBeCloseTo(6 / 7 / 2, 12); // F1 of a is 6/7, of b 0
	expect([metricOn([], higher), metricOn([], macro)]).toEqual([null, null]);
	// a row that failed lowers the recall of its label: F1 of a is then 6/8
	const failed = itemScore(row("a", null, 0, macro.name), macro);
	expect(metricOn([...scores(macro), failed], macro)).toBeCloseTo((6 / 8 + 0) / 2, 12);
});
