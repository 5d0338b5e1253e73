import { ConfigError } from "../core/errors.ts";
import type { SchemaLike, Shape } from "../core/schema.ts";
import { textSchema } from "../core/text-schema.ts";
import type { Case, Metric, Score } from "../metric/metric.ts";
import type { Model } from "../model/model.ts";
import { predict } from "../program/predict.ts";
import type { ModelChoice, Parameters } from "../program/program.ts";
import type { PromptAdapter } from "../program/prompt/prompt.ts";
import { taggedPrompt } from "../program/prompt/tagged.ts";
import { type Signature, signature } from "../program/signature.ts";
import { type Answer, ask, type JudgeProgram, type Verdict } from "./ask.ts";
import { type Combine, combine } from "./combine.ts";
import { delimit } from "./delimit.ts";
import { type Rubric, rubricText } from "./rubric.ts";
import { type Level, type Reading, readingOf, type Scale } from "./scale.ts";

/** The texts that a judge sees, by the name under which it sees them: `{ document, summary }`. */
export type Shows<I, E, O> = Readonly<
	Record<string, (c: Pick<Case<I, E, O>, "input" | "expected" | "output">) => string>
>;

/** A metric whose value a model gives. Its program can be evaluated and tuned like any other. */
export interface Judge<I = unknown, E = unknown, O = unknown> extends Metric<I, E, O> {
	readonly program: JudgeProgram;
	/** Every level of the scale, worst first, with the metric value it stands for. */
	readonly levels: readonly { readonly level: Level; readonly value: number }[];
	readonly using: (choice: ModelChoice) => Judge<I, E, O>;
	/** The same judge with tuned instructions or worked examples: `rating.with(tuned.program.parameters)`. */
	readonly with: (parameters: Readonly<Record<string, Parameters>>) => Judge<I, E, O>;
}

export interface JudgeOptions<I, E, O> {
	readonly rubric: Rubric;
	readonly shows: Shows<I, E, O>;
	readonly model?: Model;
	/** Default: the rubric's name. */
	readonly name?: string;
	/**
	 * Default: the rubric's, a score of numbers taken as its share of the highest (4 of 5 is 0.8, the worst of 1 to 5 is 0.2).
	 * "anchored": the rubric's, taken from 0 at the lowest to 1 at the highest (4 of 1 to 5 is 0.75).
	 */
	readonly scale?: Scale | "anchored";
	/** How often each case is asked; default 1. */
	readonly repeats?: number;
	/** Default: 0, which is greedy, for one ask; 0.7 for repeats, which would else be copies of one another. */
	readonly temperature?: number;
	/** How repeats become one verdict; default: mean of numbers, majority of words and letters. */
	readonly combine?: Combine;
	/** Weights the scale's levels by the model's own probabilities, where it gives them; else the raw score counts. */
	readonly logprobs?: boolean;
	/** Default: tagged sections, `<thinking>` and then `<score>`. */
	readonly adapter?: PromptAdapter;
}

/**
 * A model as judge: it sees the texts that you show it, explains itself in a sentence, and then gives its verdict on the
 * rubric's scale.
 *
 * The raw score and the explanation stay with each row. A judge that fails (no score after one repair) is an error of that
 * row's score, which lowers the coverage: never a 0, never NaN. How far a judge can be trusted is a question of its own:
 * `judge.calibrate` compares its scores with people's.
 *
 * @throws ConfigError when a shown text has the name of an answer's field, or the scale or the repeats cannot be used
 * @see Zheng et al. 2023, "Judging LLM-as-a-judge", arXiv:2306.05685
 * @example
 * const rubric = { name: "politeness", instructions: "Rate how polite the reply is.", scale: { low: 1, high: 5 }, source: "ours" };
 * const polite = judge({ rubric, shows: { reply: ({ output }) => output.reply }, model: scripted(["<thinking>Warm.</thinking><score>4</score>"]) });
 * (await polite.score({ output: { reply: "With pleasure!" } }, { seed: 0 })).value // => 0.8
 */
export function judge<I, E, O>(options: JudgeOptions<I, E, O>): Judge<I, E, O> {
	const { rubric, scale, adapter = taggedPrompt, model, repeats = 1 } = options;
	if (!(Number.isInteger(repeats) && repeats >= 1)) {
		throw new ConfigError(`judge: expected a whole number of repeats >= 1, found ${repeats}`);
	}
	const anchored = scale === "anchored";
	const reading = readingOf(anchored || scale === undefined ? rubric.scale : scale, anchored ? "anchored" : "share");
	const { temperature = repeats > 1 ? 0.7 : 0 } = options;
	const program = predict(verdictSignature(rubric, Object.keys(options.shows), reading), {
		adapter,
		maxTokens: 160,
		temperature,
		...(model === undefined ? {} : { model }),
	});
	return judgeOf(options, reading, program);
}

function judgeOf<I, E, O>(options: JudgeOptions<I, E, O>, reading: Reading, program: JudgeProgram): Judge<I, E, O> {
	const { rubric, shows, name = rubric.name, repeats = 1, logprobs = false } = options;
	const { combine: how = reading.field === "score" ? "mean" : "majority" } = options;
	const names = [...Object.keys(shows), "thinking", reading.field];
	return {
		name,
		direction: "higher",
		range: reading.range,
		unit: "percent",
		program,
		levels: reading.levels.map(({ level, points }) => ({ level, value: reading.valueOf(points) })),
		async score(c, context) {
			const input = Object.fromEntries(Object.entries(shows).map(([field, read]) => [field, delimit(read(c), names)]));
			const { answers, failures } = await ask(program, input, reading, context, { repeats, logprobs });
			const [first] = answers;
			if (first === undefined) return { value: null, ...(failures[0] && { error: failures[0] }) };
			return scoreOf([first, ...answers.slice(1)], failures.length, how, reading);
		},
		using: (choice) => judgeOf(options, reading, program.using(choice)),
		with: (parameters) => judgeOf(options, reading, program.with(parameters)),
	};
}

function scoreOf(answers: readonly [Answer, ...Answer[]], failed: number, how: Combine, reading: Reading): Score {
	const points = combine(
		answers.map((answer) => answer.points),
		how,
	);
	const distance = (answer: Answer) => Math.abs(answer.points - points);
	const spokesman = answers.reduce((best, answer) => (distance(answer) < distance(best) ? answer : best));
	return { value: reading.valueOf(points), raw: rawOf(answers, failed), reason: spokesman.thinking };
}

/** One plain answer: its level. With weights or repeats: everything that went into the value. */
function rawOf(answers: readonly [Answer, ...Answer[]], failed: number): unknown {
	const each = answers.map(({ level, weighted }) =>
		weighted === undefined ? level : { level, weighted: weighted.points, probabilities: weighted.probabilities },
	);
	return answers.length + failed === 1 ? each[0] : { answers: each, failed };
}

function verdictSignature(
	rubric: Rubric,
	fields: readonly string[],
	reading: Reading,
): Signature<Readonly<Record<string, string>>, Verdict> {
	const taken = fields.find((field) => field === "thinking" || field === reading.field);
	if (taken !== undefined) {
		throw new ConfigError(
			`judge ${rubric.name}: "${taken}" is a field of the answer; show the text under another name`,
		);
	}
	const input: Shape = Object.fromEntries(fields.map((field): [string, SchemaLike] => [field, textSchema()]));
	const { types: _types, ...made } = signature({
		name: "judge",
		instructions: rubricText(rubric),
		input,
		output: { thinking: textSchema("Why, in one short sentence"), [reading.field]: reading.schema },
	});
	return made as Signature<Readonly<Record<string, string>>, Verdict>;
}
