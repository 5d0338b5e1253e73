import { expect, it } from "vitest";
import { escapeHtml } from "../../src/view/escape.ts";

it("leaves no character that could end an element or an attribute", () => {
	expect(escapeHtml(`<a href='x' title="y">&`)).toBe("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;");
});

it("escapes what looks escaped already, and leaves other text as it is", () => {
	expect(escapeHtml("&amp;")).toBe("&amp;amp;");
	expect(escapeHtml("")).toBe("");
	expect(escapeHtml("naïve 🌿\n\t")).toBe("naïve 🌿\n\t");
});
