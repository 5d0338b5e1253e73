import { describe, expect, it } from "vitest";
import { table } from "../../src/view/table.ts";
import { displayWidth } from "../../src/view/width.ts";
import { expectInlineOnly } from "./inline-only.ts";

const rows = [
	{ model: "qwen2.5-coder-1.5b", accuracy: 0.83, calls: 1200 },
	{ model: "东京 model", accuracy: null, calls: 7 },
];

describe("table", () => {
	it("aligns numbers right, text left, and counts wide characters as two columns", () => {
		const { text } = table({
			columns: [
				{ key: "model", label: "Model" },
				{ key: "accuracy", label: "Accuracy" },
				{ key: "calls", label: "Calls" },
			],
			rows,
		});
		expect(text.split("\n")).toEqual([
			"Model               Accuracy  Calls",
			"──────────────────  ────────  ─────",
			"qwen2.5-coder-1.5b     0.830  1,200",
			"东京 model                 –      7",
		]);
		expect(new Set(text.split("\n").map(displayWidth))).toEqual(new Set([35]));
	});

	it("keeps digits under digits when only one cell is marked, and explains the star", () => {
		const { text, html } = table({
			columns: [{ key: "n", label: "N", format: (n) => (n > 5 ? { text: String(n), mark: "best" } : String(n)) }],
			rows: [{ n: 12 }, { n: 3 }],
		});
		expect(text).toBe("   N\n────\n12 *\n 3\n\n* best");
		expect(html).toContain("<strong>12</strong>");
		expect(html).not.toContain("<strong>3</strong>");
	});

	it("marks a warning in text and in HTML", () => {
		const { text, html } = table({
			columns: [{ key: "n", label: "N", format: (n) => ({ text: n, mark: "warning" }) }],
			rows: [{ n: "low" }],
		});
		expect(text).toContain("low !");
		expect(html).toContain("<strong>low !</strong>");
	});

	it("fits the width by cutting the widest text column, never a number", () => {
		const long = "word ".repeat(60).trim();
		const { text, html } = table({
			columns: [
				{ key: "id", label: "Id" },
				{ key: "words", label: "Words" },
				{ key: "n", label: "N" },
			],
			rows: [{ id: "a", words: long, n: 123456789 }],
		});
		expect(Math.max(...text.split("\n").map(displayWidth))).toBe(100);
		expect(text).toContain("…");
		expect(text).toContain("123,456,789");
		expect(html).toContain(long);
	});

	it("gives way only so far: many columns stay readable though they pass the width", () => {
		const row = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`column ${n}`, "some words here"]));
		const columns = Object.keys(row).map((key) => ({ key, label: key }));
		const line = table({ columns, rows: [row], width: 40 }).text.split("\n")[2] ?? "";
		expect(line.startsWith("some wo…  some wo…")).toBe(true);
	});

	it("says so when there are no rows", () => {
		const empty = table({ columns: [{ key: "model", label: "Model" }], rows: [] as { model: string }[] });
		expect(empty.text).toBe("Model\n─────\n(no rows)");
		expect(empty.html).toContain("(no rows)");
	});

	it("cannot be broken by what a model wrote", () => {
		const { text, html } = table({
			caption: "<i>caption</i>",
			note: "a & b",
			columns: [{ key: "answer", label: "<b>Answer</b>" }],
			rows: [{ answer: "<script>alert(1)</script>\u001b[31m\nsecond line" }],
		});
		expect(text).not.toContain("\u001b");
		expect(text.split("\n")).toHaveLength(7);
		expect(html).toContain("&lt;script&gt;");
		expect(html).toContain("&lt;i&gt;caption");
		expectInlineOnly(html);
	});

	it("prints truth, objects and what is missing", () => {
		const { text } = table({
			columns: [
				{ key: "a", label: "A" },
				{ key: "b", label: "B" },
				{ key: "c", label: "C" },
			],
			rows: [{ a: true, b: { x: 1 }, c: undefined }],
		});
		expect(text.split("\n")[2]).toBe('yes  {"x":1}  –');
	});

	it("is a value that shows itself in a notebook", () => {
		const value = table({ columns: [{ key: "n", label: "N" }], rows: [{ n: 1 }] });
		const show = (value as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")];
		expect(show?.()).toEqual({ "text/plain": value.text, "text/html": value.html });
		expect(Object.keys(value)).toEqual(["text", "html"]);
	});
});
