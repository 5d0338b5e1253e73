import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { terminalPicture } from "../../../scripts/readme-picture/terminal-picture.ts";

const chart = '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="40"><circle r="3"/></svg>';
const text =
	"b against a\n\nFigure      a\n────────  ───\nx < y       1\n\nOne sentence that is longer than the table.";

function draw(printed: string) {
	const svg = terminalPicture({ title: "A & B", command: "npm start", text: printed, chart });
	const { document } = parseHTML(svg);
	return { svg, texts: [...document.querySelectorAll("text")] };
}

describe("terminalPicture", () => {
	it("draws every line at a width that follows from its characters, spaces kept", () => {
		const { texts } = draw(text);
		const line = texts.find((one) => one.textContent?.startsWith("x"));
		expect(line?.textContent).toBe("x\u00a0<\u00a0y\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a01");
		const widths = texts.map((one) => Number(one.getAttribute("textLength")) / (one.textContent ?? "").length);
		expect(new Set(widths).size).toBe(1);
	});

	it("breaks the sentences below the table at its width", () => {
		const lines = draw(text).texts.map((one) => one.textContent?.replaceAll("\u00a0", " "));
		expect(lines.slice(-4)).toEqual(["One sentence", "that is", "longer than", "the table."]);
	});

	it("puts the chart below the text and inside the picture", () => {
		const { svg, texts } = draw(text);
		const [, top, height] = /<svg x="20" y="([\d.]+)" .*height="(40)"/.exec(svg) ?? [];
		const last = Math.max(...texts.map((one) => Number(one.getAttribute("y"))));
		expect(Number(top)).toBeGreaterThan(last);
		expect(Number(/^<svg .*?height="(\d+)"/.exec(svg)?.[1])).toBeGreaterThanOrEqual(Number(top) + Number(height));
	});

	it("escapes what is no markup, and refuses a chart without a size", () => {
		expect(draw(text).svg).toContain("<title>A &amp; B</title>");
		expect(() => terminalPicture({ title: "", command: "", text, chart: "<svg></svg>" })).toThrow("width and height");
	});
});
