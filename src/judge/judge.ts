import type { SchemaLike, Shape } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Case, Metric } from "../metric/metric.ts";
import type { Model } from "../model/model.ts";
import { predict } from "../program/predict.ts";
import type { ModelChoice, Program } from "../program/program.ts";
import type { PromptAdapter } from "../program/prompt/prompt.ts";
import { taggedPrompt } from "../program/prompt/tagged.ts";
import { type Signature, signature } from "../program/signature.ts";
import type { Rubric } from "./rubric.ts";
import { scaleSchema } from "./scale-schema.ts";

/** What a judge says of one case. */
export interface Verdict {
	readonly thinking: string;
	readonly score: number;
}

/** A metric whose value a model gives. Its program can be evaluated and tuned like any other. */
export interface Judge<I = unknown, E = unknown, O = unknown> extends Metric<I, E, O> {
	readonly program: Program<Readonly<Record<string, string>>, Verdict>;
}

export interface JudgeOptions<I, E, O> {
	readonly rubric: Rubric;
	/** The texts that the judge sees, by the name under which it sees them: `{ document, summary }`. */
	readonly shows: Readonly<Record<string, (c: Pick<Case<I, E, O>, "input" | "expected" | "output">) => string>>;
	readonly model?: Model;
	/** Default: the rubric's name. */
	readonly name?: string;
	/** "share" (default): score / high, so the worst of 1 to 5 is 0.2. "anchored": (score − low) / (high − low), from 0 to 1. */
	readonly arithmetic?: "share" | "anchored";
	/** Default: tagged sections, `<thinking>` and then `<score>`. */
	readonly adapter?: PromptAdapter;
}

/**
 * A model as judge: it sees the texts that you show it, explains itself in a sentence, and gives a score on the rubric's
 * scale.
 *
 * The raw score and the explanation stay with each row. A judge that fails (no score after one repair) is an error of that
 * row's score, which lowers the coverage: never a 0, never NaN. How far a judge can be trusted is a question of its own:
 * compare its scores with people's before resting a decision on them.
 *
 * @see Zheng et al. 2023, "Judging LLM-as-a-judge", arXiv:2306.05685
 * @example
 * const rubric = { name: "politeness", instructions: "Rate how polite the reply is.", scale: { low: 1, high: 5 }, source: "ours" };
 * const polite = judge({ rubric, shows: { reply: ({ output }) => output.reply }, model: scripted(["<thinking>Warm.</thinking><score>4</score>"]) });
 * (await polite.score({ output: { reply: "With pleasure!" } }, { seed: 0 })).value // => 0.8
 */
export function judge<I, E, O>(options: JudgeOptions<I, E, O>): Judge<I, E, O> {
	const { rubric, adapter = taggedPrompt, model } = options;
	const program = predict<Readonly<Record<string, string>>, Verdict>(
		verdictSignature(rubric, Object.keys(options.shows)),
		{
			adapter,
			maxTokens: 160,
			...(model === undefined ? {} : { model }),
		},
	);
	return judgeOf(options, program);
}

function judgeOf<I, E, O>(options: JudgeOptions<I, E, O>, program: Judge["program"]): Judge<I, E, O> {
	const { rubric, shows, name = rubric.name, arithmetic = "share" } = options;
	const { low, high } = rubric.scale;
	return {
		name,
		direction: "higher",
		range: [arithmetic === "share" ? low / high : 0, 1],
		unit: "percent",
		program,
		async score(c, context) {
			const input = Object.fromEntries(Object.entries(shows).map(([field, read]) => [field, read(c)]));
			const { output } = await program.run(input, context);
			const value = arithmetic === "share" ? output.score / high : (output.score - low) / (high - low);
			return { value, raw: output.score, reason: output.thinking };
		},
		using: (choice: ModelChoice) => judgeOf(options, program.using(choice)),
	};
}

function verdictSignature(
	rubric: Rubric,
	fields: readonly string[],
): Signature<Readonly<Record<string, string>>, Verdict> {
	const input: Shape = Object.fromEntries(fields.map((field): [string, SchemaLike] => [field, textSchema()]));
	const { types: _types, ...made } = signature({
		name: "judge",
		instructions: rubric.instructions,
		input,
		output: { thinking: textSchema("Why, in one short sentence"), score: scaleSchema(rubric.scale) },
	});
	return made;
}
