import { expect } from "vitest";

/** Numbers of one shape that agree to a relative error; 0 must be 0 but for rounding. */
export function expectClose(found: unknown, expected: unknown, relative = 1e-10): void {
	if (typeof expected !== "number" || typeof found !== "number") {
		expect(Object.keys(found as object)).toEqual(Object.keys(expected as object));
		for (const key of Object.keys(expected as object)) {
			expectClose(
				(found as Readonly<Record<string, unknown>>)[key],
				(expected as Readonly<Record<string, unknown>>)[key],
				relative,
			);
		}
		return;
	}
	const gap = Math.abs(found - expected);
	expect(gap, `found ${found}, expected ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-15);
}
