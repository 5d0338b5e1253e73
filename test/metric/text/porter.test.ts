import { describe, expect, it } from "vitest";
import { kind } from "../../../scripts/conformance/porter.ts";
import { porterStem } from "../../../src/metric/text/porter.ts";
import { checkGolden, goldenIsHere } from "../golden.ts";

describe("porterStem", () => {
	// Porter 1980, the examples beside each rule, as they come out after all steps (NLTK 3.10.4)
	it.each([
		["caresses", "caress"],
		["ponies", "poni"],
		["agreed", "agre"],
		["plastered", "plaster"],
		["motoring", "motor"],
		["sing", "sing"],
		["hopping", "hop"],
		["falling", "fall"],
		["filing", "file"],
		["conditional", "condit"],
		["vietnamization", "vietnam"],
		["electrical", "electr"],
		["adoption", "adopt"],
		["rate", "rate"],
		["cease", "ceas"],
		["controll", "control"],
	])("follows the paper: %s → %s", (word, stem) => expect(porterStem(word)).toBe(stem));

	// NLTK's own departures from the paper
	it.each([
		["skies", "sky"],
		["dying", "die"],
		["died", "die"],
		["spied", "spi"],
		["enjoy", "enjoy"],
		["happy", "happi"],
		["geology", "geolog"],
		["radically", "radic"],
	])("follows NLTK: %s → %s", (word, stem) => expect(porterStem(word)).toBe(stem));

	it("leaves the empty word and words of two letters alone", () => {
		expect(["", "a", "As", "🙂s"].map(porterStem)).toEqual(["", "a", "as", "🙂s"]);
	});

	it("counts a character outside the basic plane as one letter", () => {
		expect(porterStem("🙂cats")).toBe("🙂cat");
	});

	it.skipIf(!goldenIsHere)("equals NLTK on the golden words", () => {
		expect(checkGolden(kind)).toEqual({ cases: expect.any(Number), differences: [] });
	});
});
