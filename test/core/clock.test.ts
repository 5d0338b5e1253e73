import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { AbortedError, BudgetError } from "../../src/core/errors.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** What a promise has come to so far. */
function watched(promise: Promise<void>): { readonly state: unknown } {
	const result: { state: unknown } = { state: "asleep" };
	promise.then(
		() => (result.state = "awake"),
		(error: unknown) => (result.state = error),
	);
	return result;
}

describe("systemClock.now", () => {
	it("is the time of day, and never goes backwards", () => {
		expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
		const times = Array.from({ length: 1000 }, () => systemClock.now());
		expect(times).toEqual([...times].sort((a, b) => a - b));
	});
});

describe("systemClock.sleep", () => {
	it("wakes after that time and not before", async () => {
		const sleep = watched(systemClock.sleep(1000));
		await vi.advanceTimersByTimeAsync(999);
		expect(sleep.state).toBe("asleep");
		await vi.advanceTimersByTimeAsync(1);
		expect(sleep.state).toBe("awake");
	});

	it("ends at once when stopped, and leaves neither timer nor listener behind", async () => {
		const stop = new AbortController();
		const removed = vi.spyOn(stop.signal, "removeEventListener");
		const sleep = watched(systemClock.sleep(1000, stop.signal));
		stop.abort();
		await vi.advanceTimersByTimeAsync(0);
		expect(sleep.state).toBeInstanceOf(AbortedError);
		expect(vi.getTimerCount()).toBe(0);
		expect(removed).toHaveBeenCalledOnce();
	});

	it("takes its listener off a signal that outlives it", async () => {
		const stop = new AbortController();
		const removed = vi.spyOn(stop.signal, "removeEventListener");
		const sleep = watched(systemClock.sleep(10, stop.signal));
		await vi.advanceTimersByTimeAsync(10);
		stop.abort();
		await vi.advanceTimersByTimeAsync(0);
		expect(sleep.state).toBe("awake");
		expect(removed).toHaveBeenCalledOnce();
	});

	it("does not begin when stopped before", async () => {
		await expect(systemClock.sleep(1000, AbortSignal.abort())).rejects.toBeInstanceOf(AbortedError);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("gives the reason, where it is one of ours, and says when the time is out", async () => {
		const spent = new BudgetError("spent", { spent: {}, limit: {} });
		await expect(systemClock.sleep(1, AbortSignal.abort(spent))).rejects.toBe(spent);
		const late = AbortSignal.abort(new DOMException("late", "TimeoutError"));
		await expect(systemClock.sleep(1, late)).rejects.toThrow("out of time");
	});
});
