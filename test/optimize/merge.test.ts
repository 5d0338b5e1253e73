import { expect, test } from "vitest";
import { variantsOf } from "../../src/optimize/merge.ts";
import { editSentences, sentencesOf } from "../../src/optimize/merge-sentences.ts";

const start = "Read the mail. Say whether it is spam.";

test("changes of two proposals stand side by side, in the order in which they were seen", () => {
	const variants = variantsOf(start);
	const first = variants.add(`${start} Prices are a sign.`, start);
	const second = variants.add(`${start} Friends send no offers.`, start);
	expect(first?.changes).toHaveLength(1);
	expect(variants.changes).toEqual([...(first?.changes ?? []), ...(second?.changes ?? [])]);
	expect(variants.best(() => 1).text).toBe(`${start} Prices are a sign. Friends send no offers.`);
	expect(variants.best((change) => (change === second?.changes[0] ? 1 : -1)).text).toBe(
		`${start} Friends send no offers.`,
	);
	expect(variants.best(() => -1).text).toBe(start);
});

test("a proposal that left a sentence out, or reworded it, is a change of that sentence", () => {
	const variants = variantsOf(`${start} Do not hesitate too long.`);
	variants.add(start, `${start} Do not hesitate too long.`);
	expect(variants.best(() => 1).text).toBe(start);

	const other = variantsOf(start);
	const reworded = other.add("Read the whole mail. Say whether it is spam.", start);
	const added = other.add(`${start} Prices are a sign.`, start);
	expect(reworded?.changes).toHaveLength(1);
	expect(added?.changes).toHaveLength(1);
	expect(other.best(() => 1).text).toBe("Read the whole mail. Say whether it is spam. Prices are a sign.");
});

test("of two rewordings of one sentence, and of two sentences nearly alike, the better one goes in", () => {
	const variants = variantsOf(start);
	const [one] = variants.add("Read the whole mail. Say whether it is spam.", start)?.changes ?? [];
	variants.add("Read the mail twice. Say whether it is spam.", start);
	expect(variants.best((change) => (change === one ? 2 : 1)).text).toBe("Read the whole mail. Say whether it is spam.");

	const opposite = variantsOf(start);
	const [good] = opposite.add(`${start} Mails with prices are often spam.`, start)?.changes ?? [];
	opposite.add(`${start} Mails with prices are never spam.`, start);
	expect(opposite.changes).toHaveLength(2);
	expect(opposite.best((change) => (change === good ? 2 : 1)).text).toBe(`${start} Mails with prices are often spam.`);
});

test("a text written anew is one change, and what comes of it is not mixed with the rest", () => {
	const variants = variantsOf(start);
	const anew = "You sort letters. Decide for each mail if somebody wants to sell something.";
	variants.add(`${start} Prices are a sign.`, start);
	const base = variants.add(anew, start);
	const child = variants.add(`${anew} Be strict with strangers.`, anew);
	expect(base?.changes).toHaveLength(1);
	expect(child?.changes).toEqual([base?.changes[0], expect.stringContaining("Be strict")]);
	expect(variants.best((change) => (base?.changes.includes(change) ? 3 : 1)).text).toBe(
		`${anew} Be strict with strangers.`,
	);
	expect(variants.best((change) => (base?.changes.includes(change) ? -3 : 1)).text).toBe(`${start} Prices are a sign.`);
});

test("what brings nothing new is undefined", () => {
	const variants = variantsOf(start);
	expect(variants.add(start, start)).toBeUndefined();
	expect(variants.add(`${start} Prices are a sign.`, start)).toBeDefined();
	expect(variants.add(`${start} Prices are a sign.`, start)).toBeUndefined();
	expect(variants.add(`${start}\nPrices are a sign.`, start)).toBeUndefined(); // the same sentences
});

test("the start's length bounds what is put together", () => {
	const variants = variantsOf(start);
	for (let n = 0; n < 30; n++) {
		variants.add(`${start} Sign ${"abcdefghijklmnopqrstuvwxyzäöüß"[n]}${n} counts for more than others do.`, start);
	}
	expect(variants.best(() => 1).text.split(" ").length).toBeLessThanOrEqual(4 * 8 + 80);
});

test("sentences are found in prose and in lists, and a number stays with its line", () => {
	expect(sentencesOf("")).toEqual([]);
	expect(sentencesOf("One line without an end")).toEqual(["One line without an end"]);
	expect(sentencesOf("1. Read it. Slowly, please.\n2. Decide.")).toEqual([
		"1. Read it.",
		"Slowly, please.",
		"2. Decide.",
	]);
	expect(sentencesOf('Say "Yes." Then stop. e.g. 3.5 counts as 4.')).toEqual([
		'Say "Yes."',
		"Then stop. e.g. 3.5 counts as 4.",
	]);
});

test("an edited text keeps its lines", () => {
	const list = "Rules:\n- Read it all.\n- Be brief. Be kind.";
	expect(editSentences(list, new Map([["Be kind.", ""]]), ["- Think first."])).toBe(
		"Rules:\n- Read it all.\n- Be brief.\n- Think first.",
	);
	expect(editSentences("Read it.", new Map([["Read it.", "Read all."]]), [])).toBe("Read all.");
});
