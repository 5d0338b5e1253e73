import type { Passage } from "./handbook.ts";

/**
 * Passages by the words they share with a question, best first: each distinct shared word counts by its rarity,
 * ln(passages / passages with the word). The plainest retriever that is worth beating.
 */
export function byWordOverlap(passages: readonly Passage[]): (question: string) => Passage[] {
	const bags = passages.map((passage) => new Set(terms(`${passage.title} ${passage.text}`)));
	const frequency = new Map<string, number>();
	for (const term of bags.flatMap((bag) => [...bag])) frequency.set(term, (frequency.get(term) ?? 0) + 1);
	return (question) => {
		const asked = new Set(terms(question));
		const scored = passages.map((passage, index) => {
			const shared = [...asked].filter((term) => bags[index]?.has(term));
			const score = shared.reduce((sum, term) => sum + Math.log(passages.length / (frequency.get(term) ?? 1)), 0);
			return { passage, score };
		});
		return scored.sort((a, b) => b.score - a.score).map(({ passage }) => passage);
	};
}

/** Words in lower case, without the little ones and without a plural s. */
function terms(text: string): string[] {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.filter((word) => !little.has(word)).map((word) => word.replace(/(?<=...)s$/, ""));
}

const little = new Set(
	`a about after all am an and any are as at back be been before but by can could did do does for from get go got had
	has have how i if in into is it its just last long m make me much must my need no not now of off on one or our out s
	should so t than that the their them then there they this to too up was we what when where which while who why will
	with would you your`.split(/\s+/),
);
