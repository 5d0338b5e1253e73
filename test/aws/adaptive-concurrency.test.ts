import { describe, expect, it } from "vitest";
import { adaptiveConcurrency } from "../../src/aws/adaptive-concurrency.ts";

const times = (count: number, work: () => void) => Array.from({ length: count }, work);

describe("adaptiveConcurrency", () => {
	it("grows by one after a full round of successes, up to the ceiling", () => {
		const pace = adaptiveConcurrency(4, 2);
		times(1, pace.succeeded);
		expect(pace.allowed).toBe(2);
		times(1, pace.succeeded);
		expect(pace.allowed).toBe(3);
		times(3 + 4 + 4, pace.succeeded);
		expect(pace.allowed).toBe(4);
	});

	it("halves at a refusal, never below one", () => {
		const pace = adaptiveConcurrency(64, 8);
		const found = times(5, () => pace.refused(pace.round)).map(() => pace.allowed);
		expect(found).toEqual([1, 1, 1, 1, 1]);
	});

	it("takes the refusals of calls that started together as one", () => {
		const pace = adaptiveConcurrency(64, 8);
		const started = pace.round;
		times(8, () => pace.refused(started));
		expect(pace.allowed).toBe(4);
	});

	it("starts a round of successes anew after a refusal", () => {
		const pace = adaptiveConcurrency(64, 4);
		times(3, pace.succeeded);
		pace.refused(pace.round); // 2 now
		times(1, pace.succeeded);
		expect(pace.allowed).toBe(2);
	});

	it("comes down with its ceiling", () => {
		const pace = adaptiveConcurrency(64, 8);
		pace.raiseTo(3);
		expect(pace.allowed).toBe(3);
	});
});
