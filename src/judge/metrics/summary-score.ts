import { ConfigError } from "../../core/errors.ts";
import { supportedShare } from "../../metric/verdict-arithmetic.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { judgeStep } from "./judge-step.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { numbered, numberedLines } from "./numbered-lines.ts";
import { readsOf } from "./reads.ts";
import { verdicts } from "./verdicts.ts";
import { verdictsInWords } from "./verdicts-in-words.ts";

export interface SummaryScoreOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** The share of conciseness in the value, in [0, 1]; default 0.5. */
	readonly conciseness?: number;
}

/**
 * Summary score: what of the source's key points can be learned from the summary, and how much shorter it is.
 *
 * The judge takes keyphrases from the source, makes a question of each that the source answers with yes, and answers them from
 * the summary; their share of yes is blended with 1 - length / source length (in characters). High only for a summary that is
 * both complete and short; a copy of the source has conciseness 0. The source is what `reads.contexts` finds, the summary
 * `reads.answer`. An empty summary is 0. null where there is no source or the judge finds no key point in it.
 *
 * @throws ConfigError when the share of conciseness is not in [0, 1]
 * @see ragas 0.4.3, summary score
 * @example
 * const judgeModel = scripted(["<keyphrases>1. Ada</keyphrases>", "<questions>1. Did Ada write?</questions>", "1. it says so => yes"]);
 * const c = { input: { context: "Ada wrote a lot." }, output: { answer: "Ada wrot" } };
 * (await summaryScore({ model: judgeModel }).score(c, { seed: 0 })).value // => 0.75
 */
export function summaryScore<I, E, O>(options: SummaryScoreOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const { conciseness: weight = 0.5 } = options;
	if (!(weight >= 0 && weight <= 1)) {
		throw new ConfigError(`summary score: expected a share of conciseness from 0 to 1, found ${weight}`);
	}
	const reads = readsOf("summary score", options.reads);
	const program = compose("summary score", summarySteps(options.repeats), async ({ source, summary }: Input, step) => {
		if (source.trim() === "") return doesNotApply("there is no source");
		if (summary.trim() === "") return { value: 0, reason: "the summary is empty" };
		const { keyphrases } = await step.keyphrases({ text: source });
		if (keyphrases.length === 0) return doesNotApply("no key point was found in the source");
		const { questions } = await step.questions({ text: source, keyphrases: numbered(keyphrases) });
		const judged = await step.answers({ lines: questions, by: { summary } });
		const answered = supportedShare(judged.map(({ holds }) => holds));
		if (answered === null) return doesNotApply("no question was made of the key points");
		const conciseness = 1 - Math.min(length(summary), length(source)) / length(source);
		return {
			value: (1 - weight) * answered + weight * conciseness,
			raw: { answered, conciseness, keyphrases, questions: judged },
			reason: `${verdictsInWords(judged, "questions", "are answered by the summary")}. ${Math.round(conciseness * 100)} % shorter than its source`,
		};
	});
	return judgedMetric({
		name: "summary score",
		program: structured(program, { conciseness: weight }),
		model: options.model,
		read: (c) => ({ source: reads.contexts(c).join("\n"), summary: reads.answer(c) }),
	});
}

interface Input {
	readonly source: string;
	readonly summary: string;
}

function summarySteps(repeats: number | undefined) {
	return {
		keyphrases: judgeStep({
			name: "keyphrases",
			instructions: "List the key phrases of the text: who, what, where, when, how many. At most eight.",
			reads: ["text"],
			writes: { keyphrases: numberedLines("one key phrase") },
		}),
		questions: judgeStep({
			name: "questions",
			instructions: "For each key phrase write one question about the text whose answer, by the text, is yes.",
			reads: ["text", "keyphrases"],
			writes: { questions: numberedLines("one question") },
		}),
		answers: verdicts({
			name: "answers",
			instructions: "Does the summary answer each question with yes? No when the summary does not say.",
			reads: ["summary"],
			repeats,
		}),
	};
}

function length(text: string): number {
	return [...text].length;
}
