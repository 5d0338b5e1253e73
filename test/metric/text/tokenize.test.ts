import { describe, expect, it } from "vitest";
import { byCodePoints, codePoints } from "../../../src/metric/text/code-points.ts";
import { mtevalTokens } from "../../../src/metric/text/mteval.ts";
import { asciiWords, unicodeWords } from "../../../src/metric/text/tokenize.ts";
import { treebankWords } from "../../../src/metric/text/treebank.ts";
import { splitAtAsciiSpace, splitWords, trimEnd } from "../../../src/metric/text/white-space.ts";

describe("tokenizers", () => {
	it("cut nothing out of an empty text", () => {
		for (const cut of [asciiWords, unicodeWords, mtevalTokens, treebankWords, splitWords, splitAtAsciiSpace]) {
			expect(cut("")).toEqual([]);
			expect(cut(" \n")).toEqual([]);
		}
	});

	it("asciiWords lower-cases first, so that the Kelvin sign is a k (rouge-score 0.1.2)", () => {
		expect(asciiWords("5 \u212a")).toEqual(["5", "k"]);
	});

	it("unicodeWords keeps accents and marks, and takes unspaced scripts apart", () => {
		expect(unicodeWords("Cafe\u0301 हिन्दी 東京タワー 3.5")).toEqual([
			"cafe\u0301",
			"हिन्दी",
			"東",
			"京",
			"タ",
			"ワ",
			"ー",
			"3",
			"5",
		]);
	});

	it("mtevalTokens keeps points and commas inside numbers (sacrebleu 2.6.0)", () => {
		expect(mtevalTokens("1,000.5 a.b 5-6 x-y &amp; -\nz don't")).toEqual([
			"1,000.5",
			"a",
			".",
			"b",
			"5",
			"-",
			"6",
			"x-y",
			"&",
			"z",
			"don't",
		]);
	});

	it("splitWords knows Python's white space, not JavaScript's", () => {
		expect(splitWords("a\x1cb\x85c\u3000d\ufeffe")).toEqual(["a", "b", "c", "d\ufeffe"]);
		expect(trimEnd("a\x85 \n")).toBe("a");
	});
});

describe("treebankWords", () => {
	// NLTK 3.10.4, word_tokenize's tokenizer on one sentence each
	it.each([
		["They'll save and invest more.", ["They", "'ll", "save", "and", "invest", "more", "."]],
		["hi, my name can't hello,", ["hi", ",", "my", "name", "ca", "n't", "hello", ","]],
		[
			"I cannot pay $3.88 (roughly 3,36 euros)!",
			["I", "can", "not", "pay", "$", "3.88", "(", "roughly", "3,36", "euros", ")", "!"],
		],
		[
			"The dogs' bowl -- well-known... isn't it?",
			["The", "dogs", "'", "bowl", "--", "well-known", "...", "is", "n't", "it", "?"],
		],
		[
			"At 10:30, e.g. in the U.S. market: 50%.",
			["At", "10:30", ",", "e.g.", "in", "the", "U.S.", "market", ":", "50", "%", "."],
		],
	])("%s", (text, words) => expect(treebankWords(text)).toEqual(words));

	it("takes the point off at the end of each sentence, not after an abbreviation", () => {
		expect(treebankWords("Dr. Lee left. He ran.")).toEqual(["Dr.", "Lee", "left", ".", "He", "ran", "."]);
	});
});

describe("code points", () => {
	it("count a surrogate pair as one and a lone surrogate as one", () => {
		expect(codePoints("🙂")).toEqual([0x1f642]);
		expect(codePoints("\ud83da")).toEqual([0xd83d, 97]);
	});

	it("order prefixes first", () => expect(["ab", "", "a"].sort(byCodePoints)).toEqual(["", "a", "ab"]));
});
