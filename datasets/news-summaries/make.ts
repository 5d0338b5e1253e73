/** Writes news-summaries.jsonl from articles/*.md, after checking them. Run: npx tsx datasets/news-summaries/make.ts */
import { writeFileSync } from "node:fs";
import { random } from "../../src/core/random.ts";
import { type Article, readArticles, type Structure } from "./articles.ts";
import { problems } from "./check.ts";

const splits = ["train", "validate", "test"] as const;
type Split = (typeof splits)[number];

const seed = 20260;
const perSplit = 20; // of train and of validate; the rest is test

const articles = readArticles();
const found = problems(articles);
if (found.length > 0) throw new Error(`news-summaries:\n${found.join("\n")}`);

const cards = deal(articles);
const rows = splits.flatMap((name) => cards.filter(({ split }) => split === name));
const lines = rows.map(({ id, article, summary, topic, split }) =>
	JSON.stringify({ id, article, summary, topic, split }),
);
writeFileSync(new URL("./news-summaries.jsonl", import.meta.url), lines.map((line) => `${line}\n`).join(""));

const count = (name: Split) => rows.filter(({ split }) => split === name).length;
console.log(`${rows.length} articles: ${splits.map((name) => `${count(name)} ${name}`).join(", ")}`);

/**
 * Deals the articles like cards, one of each topic at a time, so that every split holds every topic and its first rows
 * differ in topic. From a topic's pile comes the article whose structure the split is shortest of.
 */
function deal(articles: readonly Article[]): (Article & { readonly split: Split })[] {
	const draw = random(seed);
	const topics = draw.shuffle([...new Set(articles.map(({ topic }) => topic))]);
	const left = new Set(draw.shuffle(articles));
	const dealt: (Article & { readonly split: Split })[] = [];

	function turn(turns: number, split: Split): void {
		const topic = topics[turns % topics.length];
		const held = (structure: Structure) =>
			dealt.filter((card) => card.split === split && card.structure === structure).length /
			articles.filter((article) => article.structure === structure).length;
		const pile = [...left].filter((article) => article.topic === topic);
		const [next] = pile.sort((a, b) => held(a.structure) - held(b.structure));
		if (next === undefined) return;
		left.delete(next);
		dealt.push({ ...next, split });
	}
	for (let turns = 0; turns < perSplit; turns++) turn(turns, "train");
	for (let turns = perSplit; turns < 2 * perSplit; turns++) turn(turns, "validate");
	for (let turns = 2 * perSplit; left.size > 0; turns++) turn(turns, "test");
	return dealt;
}
