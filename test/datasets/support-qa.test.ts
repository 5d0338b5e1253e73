import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problems } from "../../datasets/support-qa/check.ts";
import { kinds, readPassages, readQuestions } from "../../datasets/support-qa/handbook.ts";
import { byWordOverlap } from "../../datasets/support-qa/retrieve.ts";

interface Passage {
	readonly id: string;
	readonly title: string;
	readonly text: string;
}

interface Row {
	readonly id: string;
	readonly question: string;
	readonly context: string;
	readonly answer: string;
	readonly passage_ids: readonly string[];
	readonly kind: string;
	readonly split: string;
}

const passages = read<Passage>("passages");
const questions = read<Omit<Row, "context">>("questions");
const rows = read<Row>("support-qa");
const splits = ["train", "validate", "test"];

function read<T>(name: string): T[] {
	const file = new URL(`../../datasets/support-qa/${name}.jsonl`, import.meta.url);
	const lines = readFileSync(file, "utf8").trim().split("\n");
	return lines.map((line) => JSON.parse(line) as T);
}

/** Ids of the passages that stand in a context, in their order there. */
function standing(context: string): string[] {
	return context.split("\n\n").map((block) => {
		const passage = passages.find(({ title, text }) => block === `${title}\n${text}`);
		return passage?.id ?? `no passage: ${block}`;
	});
}

describe("support-qa", () => {
	it("has 48 passages of 60 to 140 words and 171 questions in the columns that its README names", () => {
		expect(passages).toHaveLength(48);
		expect(new Set(passages.map(({ id }) => id)).size).toBe(48);
		for (const { id, text } of passages) {
			expect(text.split(/\s+/).length, id).toBeGreaterThanOrEqual(60);
			expect(text.split(/\s+/).length, id).toBeLessThanOrEqual(140);
		}
		expect(rows).toHaveLength(171);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(171);
		const columns = ["id", "question", "context", "answer", "passage_ids", "kind", "split"];
		for (const row of rows) expect(Object.keys(row)).toEqual(columns);
	});

	it("asks the same in questions.jsonl and support-qa.jsonl", () => {
		expect(rows.map(({ context: _, ...row }) => row)).toEqual(questions);
	});

	it("cites passages that exist, one to three, and none for what cannot be answered", () => {
		const known = new Set(passages.map(({ id }) => id));
		for (const { id, kind, passage_ids } of rows) {
			for (const passage of passage_ids) expect(known, id).toContain(passage);
			if (kind === "unanswerable") expect(passage_ids, id).toEqual([]);
			else expect([1, 2, 3], id).toContain(passage_ids.length);
		}
		expect(new Set(rows.flatMap(({ passage_ids }) => passage_ids))).toEqual(known);
	});

	it("gives as context the cited passages and one distractor, or two distractors", () => {
		for (const { id, context, passage_ids } of rows) {
			const found = standing(context);
			const distractors = found.filter((passage) => !passage_ids.includes(passage));
			expect(
				passage_ids.every((passage) => found.includes(passage)),
				id,
			).toBe(true);
			expect(distractors, id).toHaveLength(passage_ids.length === 0 ? 2 : 1);
		}
	});

	it("does not give the gold passage away by its place", () => {
		const single = rows.filter(({ passage_ids }) => passage_ids.length === 1);
		const first = single.filter(({ context, passage_ids }) => standing(context)[0] === passage_ids[0]);
		expect(first.length / single.length).toBeGreaterThan(0.35);
		expect(first.length / single.length).toBeLessThan(0.65);
	});

	it("is split 34, 34, 103 with every kind in every part", () => {
		const inSplit = (split: string) => rows.filter((row) => row.split === split);
		expect(splits.map((split) => inSplit(split).length)).toEqual([34, 34, 103]);
		for (const split of splits) {
			expect(new Set(inSplit(split).map(({ kind }) => kind))).toEqual(new Set(kinds));
		}
		expect(rows.filter(({ kind }) => kind === "unanswerable")).toHaveLength(13);
	});

	it("holds what the handbook says now; otherwise run datasets/support-qa/make.ts", () => {
		expect(passages).toEqual(readPassages());
		const shipped = new Map(questions.map(({ id, question, answer }) => [id, { question, answer }]));
		const written = new Map(readQuestions().map(({ id, question, answer }) => [id, { question, answer }]));
		expect(shipped).toEqual(written);
	});
});

describe("the check of support-qa", () => {
	const handbook = readPassages();
	const asked = readQuestions();
	const [question] = asked;
	if (question === undefined) throw new Error("no questions");
	const spoilt = (change: Partial<typeof question>) =>
		problems(handbook, [{ ...question, ...change }, ...asked.slice(1)]);

	it("finds nothing in the handbook as it is", () => expect(problems(handbook, asked)).toEqual([]));

	it("finds a wrong number, a passage that does not exist and a citation too few", () => {
		expect(spoilt({ answer: "You have 31 days." })).toEqual([expect.stringContaining("q001: 31 stands neither")]);
		expect(spoilt({ answer: "You have thirteen or twelve days." }).join()).toContain("12 stands neither");
		expect(spoilt({ passageIds: ["returns"] }).join()).toContain("an unknown or repeated passage in returns");
		expect(spoilt({ kind: "two-passage" }).join()).toContain("two-passage with fewer");
		expect(spoilt({ passageIds: [] }).join()).toContain("direct with 0 passages");
	});

	it("finds a question asked twice and a passage that no question uses", () => {
		expect(problems(handbook, [...asked, question]).join()).toContain("question id occurs twice: q001");
		const extra = { id: "extra", title: "Extra", text: "word ".repeat(70).trim() };
		expect(problems([...handbook, extra], asked)).toEqual(["extra: no question uses it"]);
	});
});

describe("byWordOverlap", () => {
	const search = byWordOverlap(readPassages());

	it("puts a passage first for its own words", () => {
		for (const { id, title, text } of readPassages()) expect(search(`${title} ${text}`)[0]?.id).toBe(id);
	});

	it("returns every passage even for an empty question", () => expect(search("")).toHaveLength(48));
});
