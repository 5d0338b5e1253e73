import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readArticles, sentences, words } from "../../datasets/news-summaries/articles.ts";
import { problems } from "../../datasets/news-summaries/check.ts";

interface Row {
	readonly id: string;
	readonly article: string;
	readonly summary: string;
	readonly topic: string;
	readonly split: string;
}

const file = new URL("../../datasets/news-summaries/news-summaries.jsonl", import.meta.url);
const rows = readFileSync(file, "utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line) as Row);
const inSplit = (split: string) => rows.filter((row) => row.split === split);

describe("news-summaries", () => {
	it("has 84 rows in the columns that its README names", () => {
		expect(rows).toHaveLength(84);
		for (const row of rows) expect(Object.keys(row)).toEqual(["id", "article", "summary", "topic", "split"]);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(84);
		expect(new Set(rows.map(({ article }) => article)).size).toBe(84);
	});

	it("has articles of 80 to 160 words, and one sentence of 15 to 35 for each", () => {
		for (const { id, article, summary } of rows) {
			expect(words(article).length, id).toBeGreaterThanOrEqual(80);
			expect(words(article).length, id).toBeLessThanOrEqual(160);
			expect(words(summary).length, id).toBeGreaterThanOrEqual(15);
			expect(words(summary).length, id).toBeLessThanOrEqual(35);
			expect(sentences(summary), id).toHaveLength(1);
		}
	});

	it("is split 20, 20, 44 with every topic in every part", () => {
		expect(["train", "validate", "test"].map((split) => inSplit(split).length)).toEqual([20, 20, 44]);
		const topics = new Set(rows.map(({ topic }) => topic));
		expect(topics.size).toBe(14);
		for (const split of ["train", "validate", "test"]) {
			expect(new Set(inSplit(split).map(({ topic }) => topic))).toEqual(topics);
		}
	});

	it("holds what the articles say now; otherwise run datasets/news-summaries/make.ts", () => {
		const written = readArticles().map(({ id, article, summary, topic }) => ({ id, article, summary, topic }));
		const shipped = rows.map(({ id, article, summary, topic }) => ({ id, article, summary, topic }));
		const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
		expect(shipped.sort(byId)).toEqual(written.sort(byId));
	});
});

describe("the check of news-summaries", () => {
	const articles = readArticles();
	const [article] = articles;
	if (article === undefined) throw new Error("no articles");
	const spoilt = (change: Partial<typeof article>) => problems([{ ...article, ...change }, ...articles.slice(1)]);

	it("finds nothing in the articles as they are", () => expect(problems(articles)).toEqual([]));

	it("finds a short article, a long summary, a second sentence and an invented figure", () => {
		expect(spoilt({ article: "Too short." }).join()).toContain("article of 2 words");
		expect(spoilt({ summary: `${"word ".repeat(40)}end.` }).join()).toContain("summary of 41 words");
		expect(spoilt({ summary: `${article.summary} And more.` }).join()).toContain("not one sentence");
		expect(spoilt({ summary: article.summary.replace(/\d+|\.$/, "987654.") }).join()).toContain("987654");
	});

	it("finds a summary that copies the article, and an article that occurs twice", () => {
		expect(spoilt({ summary: sentences(article.article)[0] ?? "" }).join()).toMatch(/copies \d+ words in a row/);
		expect(problems([...articles, article]).join()).toContain("occurs twice");
	});
});
