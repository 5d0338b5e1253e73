import { type Article, sentences, words } from "./articles.ts";

/** What is wrong with the articles, one sentence each; empty when all is well. */
export function problems(articles: readonly Article[]): string[] {
	const found: string[] = [];
	const seen = new Set<string>();
	for (const { id, article, summary, derived } of articles) {
		for (const value of [id, article, summary]) {
			if (seen.has(value)) found.push(`${id}: occurs twice: ${value.slice(0, 40)}`);
			seen.add(value);
		}
		const length = words(article).length;
		if (length < 80 || length > 160) found.push(`${id}: article of ${length} words`);
		const summaryLength = words(summary).length;
		if (summaryLength < 15 || summaryLength > 35) found.push(`${id}: summary of ${summaryLength} words`);
		if (sentences(summary).length !== 1 || !summary.endsWith(".")) found.push(`${id}: summary is not one sentence`);
		const known = numbers(`${article} ${derived}`);
		const unknown = numbers(summary).filter((number) => !known.includes(number));
		if (unknown.length > 0) found.push(`${id}: ${unknown.join(", ")} neither in the article nor derived`);
		const copied = longestRun(summary, article);
		if (copied > 8) found.push(`${id}: summary copies ${copied} words in a row`);
	}
	const buried = articles.filter(({ structure }) => structure !== "lead").length;
	if (buried * 3 < articles.length) found.push(`only ${buried} articles whose first sentence is not the point`);
	return found;
}

const numbers = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

/** Words of the longest passage that occurs in both texts. */
function longestRun(a: string, b: string): number {
	const plain = (text: string) => words(text.toLowerCase().replace(/[^a-z0-9\s]/g, ""));
	const [left, right] = [plain(a), plain(b)];
	let longest = 0;
	for (let i = 0; i < left.length; i++) {
		for (let j = 0; j < right.length; j++) {
			let run = 0;
			while (i + run < left.length && left[i + run] === right[j + run]) run++;
			longest = Math.max(longest, run);
		}
	}
	return longest;
}
