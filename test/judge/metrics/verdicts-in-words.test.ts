import { expect, test } from "vitest";
import { verdictsInWords } from "../../../src/judge/metrics/verdicts-in-words.ts";

const verdict = (line: string, holds: boolean, reason = "") => ({ line, holds, reason });

test("how many hold, and which do not, with the reason where there is one", () => {
	const words = (...verdicts: ReturnType<typeof verdict>[]) => verdictsInWords(verdicts, "statements", "hold");
	expect(words(verdict("A.", true), verdict("B.", false, "why"), verdict("C.", false))).toBe(
		'1 of 3 statements hold; not: "B." (why); "C."',
	);
	expect(words(verdict("A.", true))).toBe("1 of 1 statements hold");
	expect(words()).toBe("0 of 0 statements hold");
});
