import { describe, expect, it } from "vitest";
import { formatCorrectnessOf, latencyOf, scoringUsageOf, usageOfRows } from "../../src/evaluate/figures.ts";
import type { Report, Row } from "../../src/evaluate/report.ts";
import { noUsage } from "../../src/model/usage.ts";
import { made } from "./numbers.ts";

const [sample] = ((await made("a", 1, () => 1)) as Report).rows as readonly Row[];
const row = (changes: Partial<Row>): Row => ({ ...(sample as Row), ...changes });
const failed = (code: "output" | "model") => row({ output: null, error: { code, name: "E", message: "bad" } as never });
const options = { level: 0.95, seed: 0 };

describe("latencyOf", () => {
	it("is the quantiles and the mean of the rows that answered", () => {
		const rows = [40, 10, 30, 20].map((latencyMs) => row({ latencyMs }));
		// numpy.quantile([10, 20, 30, 40], [0.5, 0.95])
		const { p50, p95, mean } = latencyOf([...rows, { ...failed("model"), latencyMs: 9999 }]);
		expect([p50, mean]).toEqual([25, 25]);
		expect(p95).toBeCloseTo(38.5, 12);
	});

	it("is one time of one row, and unknown where none answered", () => {
		expect(latencyOf([row({ latencyMs: 7 })])).toEqual({ p50: 7, p95: 7, mean: 7 });
		expect(latencyOf([failed("model")])).toEqual({ p50: null, p95: null, mean: null });
		expect(latencyOf([])).toEqual({ p50: null, p95: null, mean: null });
	});
});

describe("formatCorrectnessOf", () => {
	it("counts first answers: a repaired one is a miss, a server's failure is left out", () => {
		const rows = [row({}), row({}), row({ repairs: 1 }), failed("output"), failed("model")];
		const found = formatCorrectnessOf(rows, options);
		expect(found).toMatchObject({ value: 0.5, scored: 4, failed: 1, wholeSet: false });
		// Wilson 1927, 2 of 4 at 95 %
		expect(found.low).toBeCloseTo(0.150039, 6);
		expect(found.high).toBeCloseTo(0.849961, 6);
	});

	it("has no value where nothing was asked", () => {
		expect(formatCorrectnessOf([], options)).toMatchObject({ value: null, low: null, high: null, scored: 0 });
	});
});

describe("the usage of rows", () => {
	const usage = { ...noUsage, inputTokens: 3, outputTokens: 2, calls: 1, costUsd: 0.5 };

	it("adds up, and an unknown cost makes the sum unknown", () => {
		expect(usageOfRows([row({ usage }), row({ usage })])).toMatchObject({ inputTokens: 6, calls: 2, costUsd: 1 });
		expect(usageOfRows([row({ usage }), row({ usage: { ...usage, costUsd: null } })]).costUsd).toBeNull();
		expect(usageOfRows([])).toEqual(noUsage);
	});

	it("keeps what scoring cost apart", () => {
		const scores = { judged: { value: 1, usage }, exact: { value: 1 } };
		expect(scoringUsageOf([row({ scores }), row({ scores })])).toMatchObject({ calls: 2, outputTokens: 4 });
		expect(scoringUsageOf([row({})])).toEqual(noUsage);
	});
});
