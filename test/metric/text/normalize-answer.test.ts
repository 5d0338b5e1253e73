import { expect, it } from "vitest";
import { normalizeAnswer } from "../../../src/metric/text/normalize-answer.ts";

it("drops articles as words only, also beside letters that are not ASCII", () => {
	expect(normalizeAnswer("An apple, the theatre & A-ha")).toBe("apple theatre aha");
	expect(normalizeAnswer("déjà à la")).toBe("déjà à la");
	expect(normalizeAnswer("the")).toBe("");
	expect(normalizeAnswer("")).toBe("");
});
