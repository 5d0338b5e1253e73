import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type LabelRow, rows } from "../../datasets/author-labels/make.ts";
import { passages } from "../../datasets/author-labels/passages.ts";
import { dataset } from "../../src/data/load.ts";

const families = ["plain", "bulletin"] as const;
const file = new URL("../../datasets/author-labels/author-labels.jsonl", import.meta.url);

test("the file is what the passages make", () => {
	const lines = readFileSync(file, "utf8").trim().split("\n");
	expect(lines.map((line) => JSON.parse(line) as LabelRow)).toEqual(rows());
});

test("each planted defect is really there, and only there", () => {
	for (const { text, figure, invented, whole } of passages) {
		const [right, wrong] = figure;
		expect(text).toContain(right);
		expect(text).not.toContain(` ${wrong} `);
		expect(text).not.toContain(invented);
		for (const family of families) expect(whole[family].split(right)).toHaveLength(2); // once, so that one is changed
	}
	for (const { summary, document, defect, family, passage } of rows()) {
		const own = passages.find(({ id }) => id === passage);
		const whole = own?.whole[family] ?? "";
		expect(summary === whole).toBe(defect === "none");
		if (defect === "padded" || defect === "invented") expect(summary).toContain(whole);
		if (defect === "number") expect(summary).toHaveLength(whole.length + changeInLength(own?.figure));
		if (defect === "off-topic")
			expect(passages.some((other) => other.text !== document && other.whole[family] === summary)).toBe(true);
	}
});

function changeInLength([right, wrong]: readonly [string, string] = ["", ""]): number {
	return wrong.length - right.length;
}

test("figures in true summaries stand in their passage", () => {
	for (const { text, whole, dropped } of passages) {
		for (const family of families) {
			for (const number of `${whole[family]} ${dropped[family]}`.match(/\d+(?:[.,]\d+)*/g) ?? []) {
				expect(text).toContain(number);
			}
		}
	}
});

test("loads in parts by passage, with label and grade, and enough of each label", async () => {
	const { train, validate, test: last } = await dataset.load("author-labels");
	expect([train.length, validate.length, last.length]).toEqual([20, 20, 80]);
	const [first] = train.examples;
	expect(first?.expected).toEqual({ label: "good", grade: 5 });
	expect(first?.tags).toEqual({ family: "plain", defect: "none", passage: "ferry" });
	const all = [train, validate, last].flatMap((part) => part.examples);
	expect(all.filter(({ expected }) => expected.label === "good")).toHaveLength(48);
	expect(new Set(all.map(({ id }) => id)).size).toBe(120);
	const texts = (part: typeof last) => new Set(part.examples.map(({ input }) => input.document));
	expect([...texts(train)].some((text) => texts(last).has(text))).toBe(false);
});
