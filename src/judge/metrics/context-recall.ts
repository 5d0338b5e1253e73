import { supportedShare } from "../../metric/verdict-arithmetic.ts";
import { compose } from "../../program/compose.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";
import { statements } from "./statements.ts";
import { verdicts } from "./verdicts.ts";
import { verdictsInWords } from "./verdicts-in-words.ts";

/**
 * Context recall: the share of the reference's statements that can be found in the retrieved contexts.
 *
 * 1 when everything that the right answer needs was retrieved; 0 when none of it was, also when nothing was retrieved at all.
 * The answer itself plays no part. null where there is no reference or it states nothing. `reason` names what was not found.
 *
 * @see Es et al. 2024, arXiv:2309.15217; ragas 0.4.3, context recall
 * @example
 * const judgeModel = scripted(["<statements>1. Ada wrote a program.</statements>", "1. it says so => yes"]);
 * const c = { input: { question: "Who was Ada?" }, expected: { answer: "She wrote a program." }, output: { contexts: ["Ada wrote a program."] } };
 * (await contextRecall({ model: judgeModel }).score(c, { seed: 0 })).value // => 1
 */
export function contextRecall<I, E, O>(options: JudgedOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const reads = readsOf("context recall", options.reads);
	const steps = {
		statements: statements(),
		verdicts: verdicts({
			name: "verdicts",
			instructions: "Can each line be found in the context? Go by the context alone, not by what you know.",
			reads: ["context"],
			repeats: options.repeats,
		}),
	};
	const program = compose("context recall", steps, async ({ question, reference = "", contexts }: Input, step) => {
		if (reference.trim() === "") return doesNotApply("there is no reference");
		const context = contexts.join("\n");
		if (context.trim() === "") return { value: 0, reason: "nothing was retrieved" };
		const lines = await step.statements({ question, text: reference });
		if (lines.length === 0) return doesNotApply("the reference states nothing");
		const judged = await step.verdicts({ lines, by: { context } });
		return {
			value: supportedShare(judged.map(({ holds }) => holds)),
			raw: judged,
			reason: verdictsInWords(judged, "statements of the reference", "are in the contexts"),
		};
	});
	return judgedMetric({
		name: "context recall",
		program,
		model: options.model,
		read: (c) => ({ question: reads.question(c), reference: reads.reference(c), contexts: reads.contexts(c) }),
	});
}

interface Input {
	readonly question: string;
	readonly reference: string | undefined;
	readonly contexts: readonly string[];
}
