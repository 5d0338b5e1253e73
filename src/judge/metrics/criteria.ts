import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import type { NumberScale } from "../scale.ts";
import { judgeStep } from "./judge-step.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { numbered, numberedLines } from "./numbered-lines.ts";
import { oncePerModel } from "./once-per-model.ts";
import { checkSights } from "./rate-shown.ts";
import { rating } from "./rating.ts";
import { readsOf } from "./reads.ts";
import { type Shown, type Sight, shown, usualSights } from "./shown.ts";

export interface CriteriaOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** What is rated: the metric's name. */
	readonly name: string;
	/** What makes a case good, in a sentence or two. */
	readonly criterion: string;
	/** How to go about it. Default: the judge writes the steps itself, once. */
	readonly steps?: readonly string[];
	/** Default 1 to 5. */
	readonly scale?: NumberScale;
	/** Default question and answer. */
	readonly sees?: readonly Sight[];
}

/**
 * A criterion of your own in the manner of G-Eval: the judge turns it into evaluation steps once, then rates every case by them,
 * from 0 at the scale's lowest to 1 at its highest.
 *
 * A model that gives log-probabilities is asked once a case, and its levels are weighted by them, so that values between two
 * levels come out; of any other the mean of `repeats` answers counts (default 3). The steps are kept for each model, and what
 * they cost is on the first score. null where a text that the judge is to see is not there.
 *
 * @throws ConfigError when the scale or the repeats cannot be used, or the judge is to see nothing
 * @see Liu et al. 2023, "G-Eval: NLG evaluation using GPT-4 with better human alignment", arXiv:2303.16634
 * @example
 * const judgeModel = scripted([3, 4, 5].map((score) => `<thinking>Fine.</thinking><score>${score}</score>`));
 * const clear = criteria({ name: "clear", criterion: "A child would understand it.", steps: ["Look for long words."], model: judgeModel });
 * (await clear.score({ input: "Why?", output: "Because." }, { seed: 0 })).value // => 0.75
 */
export function criteria<I, E, O>(options: CriteriaOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { name, criterion, steps: given, scale = { low: 1, high: 5 }, sees = usualSights, repeats = 3 } = options;
	checkSights(name, sees);
	const reads = readsOf(name, options.reads);
	const steps = {
		steps: oncePerModel(
			judgeStep({
				name: "steps",
				instructions:
					"Write three to five short steps by which a judge finds out how far the texts meet the criterion.",
				reads: ["criterion", "texts"],
				writes: { steps: numberedLines("one step") },
			}),
		),
		rating: rating<string>({
			name: "rating",
			instructions: `Rate from ${scale.low}, the worst, to ${scale.high}, the best, how far the texts meet the criterion. Follow the steps.`,
			reads: ["criterion", "steps", ...sees],
			scale,
			repeats,
			logprobs: true,
		}),
	};
	const program = compose(name, steps, async (input: Shown, step) => {
		if ("missing" in input) return doesNotApply(`there is no ${input.missing}`);
		const by = given ?? (await step.steps({ criterion, texts: sees.join(", ") })).steps;
		const { value, levels, reason } = await step.rating({ criterion, steps: numbered(by), ...input.texts });
		return { value, raw: { levels, steps: by }, reason };
	});
	return judgedMetric({
		name,
		program: structured(program, { criterion, steps: given === undefined ? null : [...given], sees: [...sees] }),
		model: options.model,
		read: (c) => shown(reads, sees, c),
	});
}
