import { expect, it } from "vitest";
import { escapeHtml, escapeText } from "../../src/view/escape.ts";

it("leaves no character that could end an element or an attribute", () => {
	expect(escapeHtml(`<a href='x' title="y">&`)).toBe("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;");
});

it("escapes what looks escaped already, and leaves other text as it is", () => {
	expect(escapeHtml("&amp;")).toBe("&amp;amp;");
	expect(escapeHtml("")).toBe("");
	expect(escapeHtml("naïve 🌿\n\t")).toBe("naïve 🌿\n\t");
});

it("leaves no pair of signs that a notebook would set as a formula", () => {
	expect(escapeText("$1 < $2")).toBe("<span>$</span>1 &lt; <span>$</span>2");
	expect(escapeText("\\(x\\) and \\[y\\]")).toBe(
		"<span>\\</span>(x<span>\\</span>) and <span>\\</span>[y<span>\\</span>]",
	);
	expect(escapeText("$12.50 & \\n")).toBe("$12.50 &amp; \\n");
	expect(escapeText("")).toBe("");
});
