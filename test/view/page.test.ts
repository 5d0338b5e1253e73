import { describe, expect, it } from "vitest";
import { page } from "../../src/view/page.ts";

describe("page", () => {
	it("asks nothing of the network and escapes its title", () => {
		const html = page({ title: "a < b", body: "<p>whole</p>" });
		expect(html).toContain("<title>a &lt; b</title>");
		expect(html).toContain("<p>whole</p>");
		expect(html).not.toMatch(/https?:|src=|@import|<script/);
		expect(html).toContain("default-src 'none'");
	});
});
