/**
 * The figures of the README: how near the first sentence comes to the reference, and how near the best single
 * sentence of the article would. Run: npx tsx datasets/news-summaries/baseline.ts
 */
import { readFileSync } from "node:fs";
import { rougeScores } from "../../src/metric/rouge.ts";
import { type Article, readArticles, sentences, words } from "./articles.ts";

const f1 = ({ summary }: Article, text: string) => {
	const { rouge1, rouge2, rougeL } = rougeScores(summary, text, { stemmer: true });
	return [rouge1.f1, rouge2.f1, rougeL.f1];
};
const first = (article: Article) => sentences(article.article)[0] ?? "";
const best = (article: Article) =>
	sentences(article.article).reduce((a, b) => ((f1(article, b)[0] ?? 0) > (f1(article, a)[0] ?? 0) ? b : a));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function line(name: string, articles: readonly Article[], pick: (article: Article) => string): string {
	const length = mean(articles.map((article) => words(pick(article)).length)).toFixed(1);
	const scores = [0, 1, 2].map((k) => mean(articles.map((article) => f1(article, pick(article))[k] ?? 0)).toFixed(3));
	return `| ${name} | ${articles.length} | ${length} | ${scores.join(" | ")} |`;
}

const articles = readArticles();
for (const structure of new Set(articles.map((article) => article.structure))) {
	console.log(
		line(
			`first sentence, ${structure}`,
			articles.filter((article) => article.structure === structure),
			first,
		),
	);
}
const shipped = readFileSync(new URL("./news-summaries.jsonl", import.meta.url), "utf8");
const test = articles.filter(({ id }) => new RegExp(`"id":"${id}".*"split":"test"`).test(shipped));
for (const [name, group] of [["all", articles] as const, ["test split", test] as const]) {
	console.log(line(`first sentence, ${name}`, group, first));
	console.log(line(`best sentence, ${name}`, group, best));
}
