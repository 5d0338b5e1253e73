import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { drawPanels, type Panel, roomFor } from "../../src/notebook/plot.ts";

const panel = (heading?: string, width = 200): Panel => ({
	...(heading === undefined ? {} : { heading }),
	plot: (plot) => ({
		width,
		height: 100,
		color: { legend: true },
		marks: [plot.dot([{ x: 1, y: 2, kind: "a <b>" }, { x: 2, y: 1, kind: "c" }], { x: "x", y: "y", fill: "kind" })], // biome-ignore format: two dots
	}),
});
const parsed = (svg: string) => parseHTML(svg).document.querySelector("svg") as Element;

describe("drawPanels", () => {
	it("draws panels under one another on one white ground", async () => {
		const svg = parsed(await drawPanels([panel("first"), panel("second", 300)]));
		expect(svg.getAttribute("width")).toBe(String(300 + 2 * 12)); // the widest, with a margin on both sides
		expect(Number(svg.getAttribute("height"))).toBeGreaterThan(2 * 100);
		expect(svg.querySelector("rect")?.getAttribute("fill")).toBe("#ffffff");
		const tops = [...svg.children]
			.filter((part) => part.tagName.toLowerCase() === "svg")
			.map((part) => Number(part.getAttribute("y")));
		expect(tops).toHaveLength(2);
		expect((tops[1] as number) - (tops[0] as number)).toBeGreaterThan(100);
	});

	it("gives the same bytes for the same panels", async () => {
		expect(await drawPanels([panel("a")])).toBe(await drawPanels([panel("a")]));
	});

	it("explains the colours of categories, and keeps markup in words from becoming markup", async () => {
		const svg = await drawPanels([panel("<i>")]);
		expect(svg).toContain("a &lt;b&gt;</text>");
		expect(svg).toContain("&lt;i&gt;</text>");
		expect(svg).not.toMatch(/<[bi]>/);
	});

	it("is an empty sheet without a panel", async () => {
		expect(parsed(await drawPanels([])).getAttribute("width")).toBe("24");
	});
});

describe("roomFor", () => {
	it("grows with the longest label alone", () => {
		expect(roomFor(["abc", "abcdefghij"])).toBe(10 * 7 + 16);
		expect(roomFor([])).toBe(16);
	});
});
