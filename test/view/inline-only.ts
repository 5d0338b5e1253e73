import { expect } from "vitest";

/** What an untrusted notebook would strip, or what would clash with a dark theme. */
export function expectInlineOnly(html: string): void {
	expect(html).not.toMatch(/<(style|script|svg|link|iframe)\b/i);
	expect(html).not.toMatch(/\b(class|id|on\w+)=/i);
	expect(html).not.toMatch(/[;"]color:|background(-color)?:\s*(#|white|black)/i);
}
