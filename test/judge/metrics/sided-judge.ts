import { idsIn, judgeOf, listOf } from "./scripted-judge.ts";

/**
 * A judge for comparisons of "the answer" with "the reference": the answer has tp + fp statements of which the reference says
 * tp, and the reference as many more as the answer lacks (fn).
 */
export function sided({ tp, fp, fn }: { readonly tp: number; readonly fp: number; readonly fn: number }) {
	return judgeOf({
		statements: (prompt) =>
			/<text>the answer/.test(prompt) ? listOf(tp + fp, "Answer") : listOf(tp + fn, "Reference"),
		verdicts: (prompt) =>
			idsIn(prompt)
				.map((id) => `${id}. because => ${id <= tp ? "yes" : "no"}`)
				.join("\n"),
	});
}
