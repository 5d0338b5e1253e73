import { ConfigError } from "../../core/errors.ts";
import type { Shape } from "../../core/schema.ts";
import { textSchema } from "../../core/text-schema.ts";
import type { Program } from "../../program/program.ts";
import { ask, type JudgeProgram } from "../ask.ts";
import { combine } from "../combine.ts";
import { type Level, readingOf, type Scale } from "../scale.ts";
import { around } from "./around.ts";
import { judgeStep, type Texts } from "./judge-step.ts";

/** One verdict on some texts. */
export interface Rated {
	/** In [0, 1]; of a yes or no: 1 or 0. */
	readonly value: number;
	/** Every answer's level, as the judge gave it. */
	readonly levels: readonly Level[];
	/** Of the answer nearest to the value. */
	readonly reason: string;
}

/**
 * One verdict on some texts, reason first: yes or no, or a number.
 *
 * Several repeats become one by majority (yes or no, letters; a tie counts for the worse) or by their mean (numbers). With
 * `logprobs` a model that gives log-probabilities is asked once, and its levels are weighted by them.
 *
 * @param spec.scale numbers are taken from 0 at the lowest to 1 at the highest
 * @throws OutputError from `run` when no answer fits; ConfigError when the repeats or the scale cannot be used
 * @example
 * const said = scripted(["<thinking>It greets.</thinking><verdict>yes</verdict>"]);
 * const polite = rating({ name: "polite", instructions: "Is it polite?", reads: ["reply"], scale: "binary" }).using(said);
 * (await polite.run({ reply: "Good day!" })).output // => { value: 1, levels: ["yes"], reason: "It greets." }
 */
export function rating<Name extends string>(spec: {
	readonly name: string;
	readonly instructions: string;
	readonly reads: readonly Name[];
	readonly scale: Scale;
	readonly repeats?: number | undefined;
	readonly logprobs?: boolean;
}): Program<Texts<Name>, Rated> {
	const { name, instructions, reads, scale, repeats = 1, logprobs = false } = spec;
	if (!(Number.isInteger(repeats) && repeats >= 1)) {
		throw new ConfigError(`${name}: expected a whole number of repeats >= 1, found ${repeats}`);
	}
	const reading = readingOf(scale, "anchored");
	const step = judgeStep<string, Shape>({
		name,
		instructions,
		reads,
		writes: { thinking: textSchema("Why, in one short sentence"), [reading.field]: reading.schema },
		maxTokens: 160,
		temperature: repeats > 1 ? 0.7 : 0,
	}) as Program<Texts, unknown> as JudgeProgram;
	return around(step, { repeats, logprobs }, async (inner, texts: Texts<Name>, context) => {
		const model = inner.models[name] ?? context.model;
		const weighs = logprobs && model?.can.logprobs === true;
		const times = { repeats: weighs ? 1 : repeats, logprobs: weighs };
		const { answers, failures } = await ask(inner, texts, reading, context, times);
		if (answers.length === 0) throw failures[0];
		const points = combine(
			answers.map((answer) => answer.points),
			reading.field === "score" ? "mean" : "majority",
		);
		const far = (answer: { readonly points: number }) => Math.abs(answer.points - points);
		const [nearest] = [...answers].sort((a, b) => far(a) - far(b));
		return {
			value: reading.valueOf(points),
			levels: answers.map(({ level }) => level),
			reason: nearest?.thinking ?? "",
		};
	});
}
