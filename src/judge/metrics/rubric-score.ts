import { type Rubric, rubricText } from "../rubric.ts";
import { type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { checkSights, rateShown } from "./rate-shown.ts";
import { rating } from "./rating.ts";
import { readsOf } from "./reads.ts";
import { type Sight, shown, usualSights } from "./shown.ts";

export interface RubricScoreOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** Instructions, scale, and what the levels mean; its name is the metric's. */
	readonly rubric: Rubric;
	/** Default question and answer. */
	readonly sees?: readonly Sight[];
}

/**
 * Rubric score: the level of a rubric that a case reaches, from 0 at the lowest to 1 at the highest.
 *
 * `judge({ rubric, shows })` with the texts at their usual places and the case known in which one is missing: then null.
 * Repeats are averaged for numbers; for words and letters the majority counts.
 *
 * @throws ConfigError when the scale or the repeats cannot be used, or the judge is to see nothing
 * @see ragas 0.4.3, rubrics score
 * @example
 * const rubric = { name: "depth", instructions: "How deep is the answer?", scale: { low: 1, high: 3 }, levels: { 1: "a word", 3: "reasons" }, source: "ours" };
 * const judgeModel = scripted(["<thinking>One reason.</thinking><score>2</score>"]);
 * (await rubricScore({ rubric, model: judgeModel }).score({ input: "Why?", output: "Because." }, { seed: 0 })).value // => 0.5
 */
export function rubricScore<I, E, O>(options: RubricScoreOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { rubric, sees = usualSights, repeats } = options;
	const { name, scale } = rubric;
	checkSights(name, sees);
	const reads = readsOf(name, options.reads);
	const step = rating({ name: "rating", instructions: rubricText(rubric), reads: sees, scale, repeats });
	return judgedMetric({
		name,
		program: rateShown(name, step),
		model: options.model,
		read: (c) => shown(reads, sees, c),
	});
}
