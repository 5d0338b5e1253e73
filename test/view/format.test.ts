import { describe, expect, it } from "vitest";
import {
	formatBytes,
	formatCount,
	formatDifference,
	formatDuration,
	formatInterval,
	formatMs,
	formatNumber,
	formatPercent,
	formatUsd,
	formatValue,
} from "../../src/view/format.ts";

describe("formatting", () => {
	it("never prints NaN", () => {
		const all = [formatPercent, formatNumber, formatMs, formatUsd, formatValue, formatDifference];
		for (const format of all) expect(format(Number.NaN)).not.toContain("NaN");
		expect(formatInterval({ mean: Number.NaN, low: Number.NaN, high: 1 })).toBe("–");
	});

	it("never prints a negative zero", () => {
		expect(formatPercent(-0.00001)).toBe("0.0 %");
		expect(formatNumber(-0.0001)).toBe("0.000");
	});

	it("tells an unknown cost from none", () => {
		expect(formatUsd(null)).toBe("unknown");
		expect(formatUsd(0)).toBe("$0");
		expect(formatInterval({ mean: null, low: null, high: null }, "usd")).toBe("unknown");
	});

	it("keeps three significant digits of small sums", () => {
		expect([0.5, 0.0204, 0.00000331, 1234.5].map(formatUsd)).toEqual(["$0.500", "$0.0204", "$0.00000331", "$1,234.50"]);
		expect(formatUsd(1e-9)).toBe("< $0.000001");
		expect(formatUsd(-0.25)).toBe("-$0.250");
	});

	it("writes an interval in one unit with one number of digits", () => {
		expect(formatInterval({ mean: 950, low: 900, high: 1100 }, "ms")).toBe("0.95 s [0.90, 1.10]");
		expect(formatInterval({ mean: 0.5, low: 0.125, high: 1 }, "number")).toBe("0.500 [0.125, 1.000]");
		expect(formatInterval({ mean: 0.002, low: 0.001, high: 0.0125 }, "usd")).toBe("$0.0020 [0.0010, 0.0125]");
		expect(formatInterval({ mean: 0.5, low: null, high: null })).toBe("50.0 %");
	});

	it("rounds up into the next unit, not to 1000 of the last", () => {
		expect(formatBytes(999_600)).toBe("1.00 MB");
		expect(formatBytes(0)).toBe("0 B");
		expect(formatMs(999.9)).toBe("1.00 s");
		expect(formatDuration(59_900)).toBe("1 min");
		expect(formatDuration(3_599_900)).toBe("1 h");
		expect(formatDuration(9_960)).toBe("10 s");
	});

	it("signs differences", () => {
		expect(formatDifference(0, "percent")).toBe("0.0 points");
		expect(formatDifference(0.004, "usd")).toBe("+$0.00400");
		expect(formatDifference(null)).toBe("–");
	});

	it("counts", () => {
		expect([0, 1, 2].map((count) => formatCount(count, "row"))).toEqual(["0 rows", "1 row", "2 rows"]);
	});
});
