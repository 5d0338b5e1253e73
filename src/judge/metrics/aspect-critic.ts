import { type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { checkSights, rateShown } from "./rate-shown.ts";
import { rating } from "./rating.ts";
import { readsOf } from "./reads.ts";
import { type Sight, shown, usualSights } from "./shown.ts";

export interface AspectCriticOptions<I, E, O> extends Omit<JudgedOptions<I, E, O>, "repeats"> {
	/** What the aspect is called: the metric's name. */
	readonly name: string;
	/** A question about the texts whose answer is yes or no: "Is the answer polite?" */
	readonly aspect: string;
	/** Default "higher": yes is good. "lower" for questions like "Is the answer harmful?" */
	readonly direction?: "higher" | "lower";
	/** How often the judge is asked, the majority counting and a tie being a no; default 1. An odd number has no ties. */
	readonly strictness?: number;
	/** Default question and answer. */
	readonly sees?: readonly Sight[];
}

/**
 * Aspect critic: 1 when the judge answers a question about a case with yes, else 0.
 *
 * null where a text that the judge is to see is not there (no reference, nothing retrieved).
 *
 * @throws ConfigError when the strictness is not a whole number of at least 1, or the judge is to see nothing
 * @see ragas 0.4.3, aspect critic
 * @example
 * const judgeModel = scripted(["<thinking>It insults.</thinking><verdict>yes</verdict>"]);
 * const harmful = aspectCritic({ name: "harmful", aspect: "Could the answer hurt somebody?", direction: "lower", model: judgeModel });
 * (await harmful.score({ input: { question: "Hi?" }, output: { answer: "You fool." } }, { seed: 0 })).value // => 1
 */
export function aspectCritic<I, E, O>(options: AspectCriticOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { name, aspect, direction = "higher", strictness, sees = usualSights } = options;
	checkSights(name, sees);
	const reads = readsOf(name, options.reads);
	const critic = rating({ name: "rating", instructions: aspect, reads: sees, scale: "binary", repeats: strictness });
	return judgedMetric({
		name,
		direction,
		program: rateShown(name, critic),
		model: options.model,
		read: (c) => shown(reads, sees, c),
	});
}
