import { rankedPrecision } from "../../metric/ranked-precision.ts";
import { compose } from "../../program/compose.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { rating } from "./rating.ts";
import { readsOf } from "./reads.ts";
import type { Verdict } from "./verdicts.ts";
import { verdictsInWords } from "./verdicts-in-words.ts";

/**
 * Context precision: do the passages that help towards the right answer stand before those that do not?
 *
 * The average precision of the ranking: 1 when every helpful passage comes first, 0 when none helps. One call a passage, in
 * which the judge sees the reference. It says nothing of what was not retrieved (see `contextRecall`). null where nothing was
 * retrieved or there is no reference.
 *
 * @see Es et al. 2024, arXiv:2309.15217; ragas 0.4.3, context precision with reference
 * @example
 * const judgeModel = scripted(["no", "yes"].map((verdict) => `<thinking>Read it.</thinking><verdict>${verdict}</verdict>`));
 * const c = { input: { question: "Who?" }, expected: { answer: "Ada." }, output: { contexts: ["Rain fell.", "Ada wrote."] } };
 * (await contextPrecision({ model: judgeModel }).score(c, { seed: 0 })).value // => 0.5
 */
export function contextPrecision<I, E, O>(options: JudgedOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const reads = readsOf("context precision", options.reads);
	return judgedMetric({
		name: "context precision",
		program: rankedUse("context precision", options.repeats),
		model: options.model,
		read: (c) => ({ question: reads.question(c), answer: reads.reference(c), contexts: reads.contexts(c) }),
	});
}

/**
 * Context utilisation: context precision without a reference. The judge looks at which passages helped towards the answer that
 * was given, right or wrong, so a wrong answer drawn from the first passage scores 1.
 *
 * null where nothing was retrieved or the answer is empty.
 *
 * @see ragas 0.4.3, context precision without reference
 * @example
 * const judgeModel = scripted(["<thinking>It says so.</thinking><verdict>yes</verdict>"]);
 * const c = { input: { question: "Who?" }, output: { answer: "Ada.", contexts: ["Ada wrote."] } };
 * (await contextUtilisation({ model: judgeModel }).score(c, { seed: 0 })).value // => 1
 */
export function contextUtilisation<I, E, O>(options: JudgedOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const reads = readsOf("context utilisation", options.reads);
	return judgedMetric({
		name: "context utilisation",
		program: rankedUse("context utilisation", options.repeats),
		model: options.model,
		read: (c) => ({ question: reads.question(c), answer: reads.answer(c), contexts: reads.contexts(c) }),
	});
}

interface Input {
	readonly question: string;
	/** The reference, or the answer that was given. */
	readonly answer: string | undefined;
	readonly contexts: readonly string[];
}

function rankedUse(name: string, repeats: number | undefined) {
	const useful = rating({
		name: "useful",
		instructions:
			"Does the passage help to arrive at the answer to the question? Yes only when it holds something needed.",
		reads: ["question", "answer", "passage"],
		scale: "binary",
		repeats,
	});
	return compose(name, { useful }, async ({ question, answer = "", contexts }: Input, step) => {
		if (contexts.length === 0) return doesNotApply("nothing was retrieved");
		if (answer.trim() === "") return doesNotApply("there is no answer to arrive at");
		const judged: Verdict[] = [];
		for (const passage of contexts) {
			const { value, reason } = await step.useful({ question, answer, passage });
			judged.push({ line: passage, holds: value === 1, reason });
		}
		return {
			value: rankedPrecision(judged.map(({ holds }) => holds)),
			raw: judged,
			reason: verdictsInWords(judged, "passages", "help towards the answer"),
		};
	});
}
