import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { picture } from "../../src/view/picture.ts";
import { expectInlineOnly } from "./inline-only.ts";

describe("picture", () => {
	it("carries its SVG as a data URI, byte for byte", () => {
		const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>ä – 東</text></svg>';
		const { html } = picture({ svg, alt: 'a "b"', text: "words" });
		const base64 = /base64,([^"]+)"/.exec(html)?.[1] ?? "";
		expect(Buffer.from(base64, "base64").toString("utf8")).toBe(svg);
		expect(html).toContain('alt="a &quot;b&quot;"');
		expectInlineOnly(html);
	});
});
