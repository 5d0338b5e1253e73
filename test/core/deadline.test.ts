import { expect, it, vi } from "vitest";
import { startDeadline } from "../../src/core/deadline.ts";

it("ends the call when its time is over, and says so", () => {
	vi.useFakeTimers();
	try {
		const deadline = startDeadline(1000, undefined);
		vi.advanceTimersByTime(999);
		expect([deadline.signal.aborted, deadline.isLate()]).toEqual([false, false]);
		vi.advanceTimersByTime(1);
		expect([deadline.signal.aborted, deadline.isLate()]).toEqual([true, true]);
	} finally {
		vi.useRealTimers();
	}
});

it("ends the call with the reader's reason, which is not being late", () => {
	const reader = new AbortController();
	const deadline = startDeadline(60_000, reader.signal);
	reader.abort("enough");
	expect([deadline.signal.reason, deadline.isLate()]).toEqual(["enough", false]);
	deadline.clear();
});

it("lets go of the reader once it is cleared", () => {
	const reader = new AbortController();
	const deadline = startDeadline(60_000, reader.signal);
	deadline.clear();
	reader.abort();
	expect(deadline.signal.aborted).toBe(false);
});
