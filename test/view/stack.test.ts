import { describe, expect, it } from "vitest";
import { stack } from "../../src/view/stack.ts";

describe("stack", () => {
	it("keeps the order, and is empty for no views", () => {
		const both = stack([
			{ text: "a", html: "<p>a</p>" },
			{ text: "b", html: "<p>b</p>" },
		]);
		expect(both.html.indexOf("<p>a</p>")).toBeLessThan(both.html.indexOf("<p>b</p>"));
		expect(stack([])).toMatchObject({ text: "", html: "" });
	});
});
