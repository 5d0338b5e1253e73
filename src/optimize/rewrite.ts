import { hash } from "../core/hash.ts";
import { predict } from "../program/predict.ts";
import { type Candidate, changeStep } from "./candidate.ts";
import type { Guide } from "./guides/guide.ts";
import { instructionParts, joinParts } from "./instruction-parts.ts";
import { meanUtility } from "./item-score.ts";
import { defineOptimizer, type Optimizer } from "./optimizer.ts";
import { rewriteSignature } from "./rewrite-prompt.ts";
import { screenFor, stepFacts } from "./step-facts.ts";

export interface RewriteOptions {
	/** The style to write in: one of the shipped guides (nova, claude, llama, qwen) or your own. */
	readonly guide: Guide;
	/** Rewordings to ask for; the best on `validate` is proposed. Default 1. */
	readonly candidates?: number;
	/**
	 * "evidence": the rewritten prompt replaces the start only where paired rows speak for it. "always" (the default) takes
	 * it when it passes the screen: a migration wants to see what the rewriting alone does.
	 */
	readonly keep?: "always" | "evidence";
}

/**
 * Has the proposer rewrite each step's instructions to the style that a model family documents; fields and labels must
 * survive, which a screen checks without a model.
 *
 * @throws ConfigError when no proposal is of use
 * @example
 * const guide = { name: "ours", family: "any", sources: [], layout: { style: "heading", sections: [] }, rules: [] };
 * rewrite({ guide }).kind // => "rewrite"
 */
export function rewrite(options: RewriteOptions): Optimizer {
	const { guide, candidates = 1, keep = "always" } = options;
	const measured = keep === "evidence" || candidates > 1;
	return defineOptimizer({
		kind: "rewrite",
		settings: { guide: hash(guide, 16), candidates, keep },
		outline: ({ validate, steps }) => ({
			rows: measured ? validate * (1 + candidates) : 0,
			proposals: steps * candidates,
		}),
		least: ({ validate, steps }) => ({
			rows: measured ? validate * (1 + candidates) : 0,
			proposals: steps * candidates,
		}),
		async run(study) {
			const asking = rewriteSignature(guide);
			const made: Candidate[] = [];
			for (let number = 0; number < candidates; number++) {
				let parameters = study.start.parameters;
				for (const step of Object.keys(parameters)) {
					const facts = stepFacts(study.program, step);
					const { told: current, examples } = instructionParts(parameters[step]?.instructions ?? "");
					const text = await study.propose(async (attempt) => {
						const sample = number * 100 + attempt;
						// the first answer is the model's likeliest; a second try at the same words needs some chance
						const program = predict(asking, { temperature: sample === 0 ? 0 : 0.7, maxTokens: 400, repairs: 0 });
						const { inputs, outputs } = facts;
						const answer = await study.ask(program, { task: step, current, inputs, outputs }, "rewrite", sample);
						return screenFor(facts, answer?.instructions, { current, tried: [], shown: [asking.instructions] });
					});
					if (text !== undefined)
						parameters = changeStep(parameters, step, { instructions: joinParts({ told: text, examples }) });
				}
				made.push(study.candidate(parameters, [study.start], `rewritten for ${guide.family}`));
			}
			if (!measured) return made[0];
			const { validate } = study.task;
			await study.score(study.start, validate.examples, "baseline");
			study.note(study.start, validate.examples, "baseline");
			for (const candidate of made) {
				await study.score(candidate, validate.examples, "confirm");
				study.note(candidate, validate.examples, "confirm");
			}
			if (keep === "evidence") return undefined;
			const mean = (one: Candidate) => meanUtility(study.known(one, validate.examples)) ?? -Infinity;
			return made.reduce((best, one) => (mean(one) > mean(best) ? one : best));
		},
	});
}
