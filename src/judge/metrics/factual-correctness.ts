import { fBeta, type StatementCounts } from "../../metric/verdict-arithmetic.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { compareStatements, comparisonSteps } from "./compare-statements.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { readsOf } from "./reads.ts";

export interface FactualCorrectnessOptions<I, E, O> extends JudgedOptions<I, E, O> {
	/** Default "f-beta". */
	readonly mode?: "precision" | "recall" | "f-beta";
	/** Above 1, recall weighs more; default 1. */
	readonly beta?: number;
}

/**
 * Factual correctness: how far the answer's claims and the reference's are the same.
 *
 * Precision: the share of the answer's claims that the reference makes. Recall: of what the reference claims, how much the
 * answer says. F-beta: both in one. Not rounded. An empty answer has recall and F-beta 0, and no precision (null); null also
 * where there is no reference or it claims nothing. `reason` names what is wrong and what is missing.
 *
 * Recall is tp / (tp + fn), and tp is counted among the answer's claims: with two texts split differently it is no exact share.
 *
 * @throws ConfigError when beta is not above 0
 * @see ragas 0.4.3, factual correctness, which rounds to two places
 * @example
 * const judgeModel = scripted(["<statements>1. Ada wrote.</statements>", "<statements>1. Ada wrote.\n2. Ada sang.</statements>", "1. => yes", "1. => yes\n2. => no"]);
 * const c = { input: { question: "What did Ada do?" }, expected: { answer: "She wrote and sang." }, output: { answer: "She wrote." } };
 * (await factualCorrectness({ model: judgeModel, mode: "recall" }).score(c, { seed: 0 })).value // => 0.5
 */
export function factualCorrectness<I, E, O>(options: FactualCorrectnessOptions<I, E, O> = {}): JudgedMetric<I, E, O> {
	const { mode = "f-beta", beta = 1 } = options;
	fBeta({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }, beta); // a mistake shows here, not in row 1
	const name = mode === "f-beta" ? "factual correctness" : `factual correctness, ${mode}`;
	const reads = readsOf(name, options.reads);
	const program = compose(name, comparisonSteps(options.repeats), async (input: Input, step) => {
		const { question, answer, reference = "" } = input;
		if (reference.trim() === "") return doesNotApply("there is no reference");
		const { reason, ...raw } = await compareStatements({ question, answer, reference }, step);
		if (raw.reference.length === 0) return doesNotApply("the reference states nothing");
		if (mode === "precision" && raw.answer.length === 0) return doesNotApply("the answer states nothing");
		return { value: figure(raw.counts, mode, beta), raw, reason };
	});
	return judgedMetric({
		name,
		program: structured(program, { mode, beta }),
		model: options.model,
		read: (c) => ({ question: reads.question(c), answer: reads.answer(c), reference: reads.reference(c) }),
	});
}

interface Input {
	readonly question: string;
	readonly answer: string;
	readonly reference: string | undefined;
}

function figure(counts: StatementCounts, mode: "precision" | "recall" | "f-beta", beta: number): number {
	const { truePositives, falsePositives, falseNegatives } = counts;
	if (mode === "f-beta") return fBeta(counts, beta);
	const all = truePositives + (mode === "precision" ? falsePositives : falseNegatives);
	return all === 0 ? 0 : truePositives / all;
}
