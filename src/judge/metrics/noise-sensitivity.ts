import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { comparisonSteps } from "./compare-statements.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";

export interface NoiseSensitivityOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** Which passages the wrong statements came from; default "relevant". */
	readonly mode?: "relevant" | "irrelevant";
}

/**
 * Noise sensitivity: the share of the answer's statements that are wrong and yet come from a retrieved passage. Lower is better.
 *
 * "relevant": from a passage that also holds something of the reference; "irrelevant": from passages that hold nothing of it.
 * 0 when the answer was not led astray. null where there is no reference, nothing was retrieved, or the answer states nothing.
 * Two questions a passage, so it is the dearest of these metrics.
 *
 * @see ragas 0.4.3, noise sensitivity
 * @example
 * const judgeModel = scripted(["<statements>1. Ada was Danish.</statements>", "<statements>1. Ada wrote.</statements>", "1. => no", "1. => yes", "1. => yes"]);
 * const c = { input: { question: "Who was Ada?" }, expected: { answer: "She wrote." }, output: { answer: "A Dane.", contexts: ["Ada, a Dane, wrote."] } };
 * (await noiseSensitivity({ model: judgeModel }).score(c, { seed: 0 })).value // => 1
 */
export function noiseSensitivity<I, E, O>(options: NoiseSensitivityOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const { mode = "relevant" } = options;
	const name = `noise sensitivity, ${mode}`;
	const reads = readsOf(name, options.reads);
	const program = compose(name, comparisonSteps(options.repeats), async (input: Input, step) => {
		const { question, answer, reference = "", contexts } = input;
		if (reference.trim() === "") return doesNotApply("there is no reference");
		if (contexts.length === 0) return doesNotApply("nothing was retrieved");
		const lines = await step.statements({ question, text: answer });
		if (lines.length === 0) return doesNotApply("the answer states nothing");
		const wanted = await step.statements({ question, text: reference });
		if (wanted.length === 0) return doesNotApply("the reference states nothing");

		const right = await step.verdicts({ lines, by: { source: reference } });
		const passages: { readonly isRelevant: boolean; readonly supports: readonly boolean[] }[] = [];
		for (const source of contexts) {
			const held = await step.verdicts({ lines: wanted, by: { source } });
			const supported = await step.verdicts({ lines, by: { source } });
			passages.push({
				isRelevant: held.some(({ holds }) => holds),
				supports: supported.map(({ holds }) => holds),
			});
		}
		const raw = lines.map((line, index) => ({
			line,
			right: right[index]?.holds === true,
			from: origin(passages, index),
		}));
		const misled = raw.filter((one) => !one.right && one.from === mode).map(({ line }) => `"${line}"`);
		return {
			value: misled.length / lines.length,
			raw,
			reason: `${misled.length} of ${lines.length} statements are wrong and come from ${mode} passages${misled.length === 0 ? "" : `: ${misled.join("; ")}`}`,
		};
	});
	return judgedMetric({
		name,
		program: structured(program, { mode }),
		model: options.model,
		direction: "lower",
		read: (c) => ({
			question: reads.question(c),
			answer: reads.answer(c),
			reference: reads.reference(c),
			contexts: reads.contexts(c),
		}),
	});
}

interface Input {
	readonly question: string;
	readonly answer: string;
	readonly reference: string | undefined;
	readonly contexts: readonly string[];
}

// A statement that a relevant passage supports counts as that passage's, whatever else supports it.
function origin(
	passages: readonly { readonly isRelevant: boolean; readonly supports: readonly boolean[] }[],
	statement: number,
): "relevant" | "irrelevant" | null {
	const from = passages.filter(({ supports }) => supports[statement]);
	if (from.length === 0) return null;
	return from.some(({ isRelevant }) => isRelevant) ? "relevant" : "irrelevant";
}
