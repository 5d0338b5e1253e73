import { describe, expect, it } from "vitest";
import { ConfigError, DataError } from "../../src/core/errors.ts";
import { random } from "../../src/core/random.ts";
import { driftAlarm } from "../../src/stats/drift-alarm.ts";

const range = [0, 1] as const;
const times = (n: number, value: number) => new Array<number>(n).fill(value);
const passes = (seed: number, n: number, chance: number) => {
	const draw = random(seed).fork(`passes at ${chance}`);
	return Array.from({ length: n }, () => Number(draw.next() < chance));
};

describe("driftAlarm", () => {
	it("equals a grid of 20,000 means in Python 3", () => {
		const found = driftAlarm([...times(9, 1), 0], [...times(16, 1), ...times(20, 0)], { range });
		// the script: least over m of wealth(reference, m) · (K₀/2 + K₁₆/6 + K₃₂/12 + 1/4), K from row 0, 16 and 32
		expect(Math.abs(found.evidence / 95.4485977 - 1)).toBeLessThan(1e-6);
		expect(found).toMatchObject({ reference: 0.9, n: 36, alarm: true, since: 16 });
	});

	it("rings at evidence of 1 / (1 − level)", () => {
		const rows = [...times(16, 1), ...times(20, 0)];
		expect(driftAlarm([...times(9, 1), 0], rows, { range, level: 0.98 }).alarm).toBe(true);
		expect(driftAlarm([...times(9, 1), 0], rows, { range, level: 0.99 })).toMatchObject({ alarm: false, since: null });
	});

	it("is silent on a gain, on equal rows and before the first row", () => {
		expect(driftAlarm(times(200, 0), times(200, 1), { range }).alarm).toBe(false);
		expect(driftAlarm(times(200, 0.5), times(200, 0.5), { range }).alarm).toBe(false);
		const first = driftAlarm([1], [], { range });
		expect(first).toMatchObject({ fresh: null, difference: null, n: 0, alarm: false });
		expect(first.evidence).toBeLessThanOrEqual(1.000001);
	});

	it("rings in at most one watch of twenty that is asked every 50 rows, though the model is what it was", () => {
		let alarms = 0;
		for (let watch = 0; watch < 60; watch++) {
			const fresh = passes(watch, 400, 0.8);
			const reference = passes(watch + 10_000, 60, 0.8);
			for (let seen = 50; seen <= 400; seen += 50) {
				if (!driftAlarm(reference, fresh.slice(0, seen), { range }).alarm) continue;
				alarms++;
				break;
			}
		}
		expect(alarms / 60).toBeLessThanOrEqual(0.05);
	});

	it("finds a loss that began late, and about when", () => {
		const fresh = [...passes(1, 500, 0.9), ...passes(2, 140, 0.5)];
		const found = driftAlarm(passes(3, 200, 0.9), fresh, { range });
		expect(found.alarm).toBe(true);
		expect([256, 512]).toContain(found.since);
		expect(driftAlarm(passes(3, 200, 0.9), fresh.slice(0, 500), { range }).alarm).toBe(false);
	});

	it("refuses a range without width, no reference and scores outside the range", () => {
		expect(() => driftAlarm([1], [1], { range: [0, 0] })).toThrow(ConfigError);
		expect(() => driftAlarm([], [1], { range })).toThrow(DataError);
		expect(() => driftAlarm([1], [-0.5], { range })).toThrow(DataError);
	});
});
