import { expect, test } from "vitest";
import { tokenBucket } from "../../../src/model/middleware/token-bucket.ts";
import { fakeClock } from "../fake-clock.ts";

test("taking as fast as allowed, no minute sees more than a tenth above the rate", async () => {
	const clock = fakeClock();
	const bucket = tokenBucket(120, clock);
	const takenMs: number[] = [];
	while (clock.now() < 300_000) {
		const waitMs = bucket.waitMs(1);
		if (waitMs > 0) await clock.advance(waitMs);
		else {
			bucket.take(1);
			takenMs.push(clock.now());
		}
	}
	expect(takenMs.length).toBeGreaterThanOrEqual(120 * 5);
	for (const startMs of takenMs) {
		const inMinute = takenMs.filter((ms) => ms >= startMs && ms < startMs + 60_000).length;
		expect(inMinute).toBeLessThanOrEqual(132);
	}
});

test("an amount larger than the bucket goes when it is full, and the debt is filled first", async () => {
	const clock = fakeClock();
	const bucket = tokenBucket(600, clock); // holds 60, fills 10 a second
	expect(bucket.waitMs(300)).toBe(0);
	bucket.take(300);
	expect(bucket.waitMs(1)).toBeCloseTo(24_100, 6);
	bucket.giveBack(200);
	expect(bucket.waitMs(1)).toBeCloseTo(4_100, 6);
	await clock.advance(4_100);
	expect(bucket.waitMs(1)).toBe(0);
});
