import { describe, expect, it } from "vitest";
import { diff, diffLines, diffWords } from "../../src/view/diff.ts";
import { expectInlineOnly } from "./inline-only.ts";

describe("diff", () => {
	it("gives both texts back from its changes", () => {
		const before = "Rate the product.\nAnswer with one word.\n";
		const after = "Rate how well the product fits.\n\nAnswer with one word: positive.\n";
		for (const changes of [diffWords(before, after), diffLines(before, after)]) {
			const without = (kind: string) =>
				changes
					.filter((change) => change.kind !== kind)
					.map((change) => change.text)
					.join("");
			expect(without("added")).toBe(before);
			expect(without("removed")).toBe(after);
		}
	});

	// the output of `diff -U99` on the same two files, without its header
	it("writes lines as diff does", () => {
		expect(diff("a\nb\nc\n", "a\nx\n\nc\n", { by: "line" }).text).toBe("  a\n- b\n+ x\n+ \n  c");
	});

	it("is empty for two empty texts, and one change when all is new", () => {
		expect(diff("", "").text).toBe("");
		expect(diff("", "all new").text).toBe("{+all new+}");
		expect(diff("same", "same").text).toBe("same");
	});

	it("escapes what it shows", () => {
		const { html } = diff("<b>", "<i>");
		expect(html).toContain("&lt;b&gt;</del>");
		expect(html).toContain("&lt;i&gt;</ins>");
		expectInlineOnly(html);
	});
});
