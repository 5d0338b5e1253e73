import { describe, expect, it } from "vitest";
import { retryAfterMs } from "../../src/core/retry-after.ts";

/** Of a server that says this in Retry-After alone. */
const said = (text: string | null, nowMs = 0) =>
	retryAfterMs((name) => (name === "retry-after" ? text : undefined), nowMs);

describe("retryAfterMs", () => {
	it("reads seconds and dates, and nothing else", () => {
		expect(said("0.5")).toBe(500);
		expect(said("Thu, 01 Jan 1970 00:00:01 GMT", 5000)).toBe(0);
		expect([said(""), said("soon"), said(null)]).toEqual([null, null, null]);
	});

	it("takes milliseconds before seconds", () => {
		expect(retryAfterMs((name) => (name === "retry-after-ms" ? "250" : "3"), 0)).toBe(250);
	});
});
