import { describe, expect, it } from "vitest";
import { card } from "../../src/view/card.ts";
import { expectInlineOnly } from "./inline-only.ts";

describe("card", () => {
	it("aligns the facts and shows a missing one", () => {
		const { text, html } = card({ title: "T <1>", facts: { rows: "480", "content hash": null }, note: "read me" });
		expect(text).toBe("T <1>\n  rows          480\n  content hash  –\n  read me");
		expect(html).toContain("T &lt;1&gt;");
		expectInlineOnly(html);
	});

	it("stands without facts", () => {
		expect(card({ title: "alone", facts: {} }).text).toBe("alone");
	});
});
