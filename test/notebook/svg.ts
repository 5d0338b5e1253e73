import { parseHTML } from "linkedom";
import { expect } from "vitest";
import type { View } from "../../src/view/view.ts";
import { expectInlineOnly } from "../view/inline-only.ts";

/** The picture of a chart, read back as a document, after a look at what every chart must keep. */
export function svgOf(view: View): Element {
	const svg = view.svg ?? "";
	expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
	expect(svg).toContain('fill="#ffffff"'); // a white ground, for dark pages
	expect(svg).not.toMatch(/NaN|undefined|plot-[0-9a-f]{6}/);
	expectInlineOnly(view.html);
	return parseHTML(`<html><body>${svg}</body></html>`).document.querySelector("svg") as unknown as Element;
}

/** Every text of the picture, in document order. */
export function wordsOf(svg: Element): string[] {
	return [...svg.querySelectorAll("text")].map((text) => text.textContent ?? "");
}
