import { supportedShare } from "../../metric/verdict-arithmetic.ts";
import { compose } from "../../program/compose.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";
import { statements } from "./statements.ts";
import { verdicts } from "./verdicts.ts";
import { verdictsInWords } from "./verdicts-in-words.ts";

/**
 * Faithfulness: the share of the answer's statements that follow from the retrieved contexts.
 *
 * 1 when the answer says nothing that the contexts do not, 0 when all of it is invented. It does not ask whether the answer is
 * right, nor whether it answers. null where there is no context or the answer states nothing.
 *
 * The judge splits the answer into statements (one call), then gives a verdict on each (one call for eight). `raw` holds the
 * verdicts, `reason` names the statements without support.
 *
 * @see Es et al. 2024, "RAGAs: Automated evaluation of retrieval augmented generation", arXiv:2309.15217
 * @example
 * const judgeModel = scripted(["<statements>1. Ada wrote a program.\n2. Ada was Danish.</statements>", "1. said => yes\n2. not said => no"]);
 * const c = { input: { question: "Who was Ada?" }, output: { answer: "A Dane who wrote a program.", contexts: ["Ada wrote a program."] } };
 * (await faithfulness({ model: judgeModel }).score(c, { seed: 0 })).value // => 0.5
 */
export function faithfulness<I, E, O>(options: JudgedOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const reads = readsOf("faithfulness", options.reads);
	const steps = {
		statements: statements(),
		verdicts: verdicts({
			name: "verdicts",
			instructions: "Does each line follow from the context? Go by the context alone, not by what you know.",
			reads: ["context"],
			repeats: options.repeats,
		}),
	};
	const program = compose("faithfulness", steps, async (input: Input, step) => {
		const context = input.contexts.join("\n");
		if (context.trim() === "") return doesNotApply("nothing was retrieved to be faithful to");
		const lines = await step.statements({ question: input.question, text: input.answer });
		if (lines.length === 0) return doesNotApply("the answer states nothing");
		const judged = await step.verdicts({ lines, by: { context } });
		return {
			value: supportedShare(judged.map(({ holds }) => holds)),
			raw: judged,
			reason: verdictsInWords(judged, "statements", "follow from the contexts"),
		};
	});
	return judgedMetric({
		name: "faithfulness",
		program,
		model: options.model,
		read: (c) => ({ question: reads.question(c), answer: reads.answer(c), contexts: reads.contexts(c) }),
	});
}

interface Input {
	readonly question: string;
	readonly answer: string;
	readonly contexts: readonly string[];
}
