import { isTouchstoneError, type OutputError } from "../core/errors.ts";
import type { ModelResponse, RunContext } from "../model/model.ts";
import { wrap } from "../model/wrap.ts";
import type { Program } from "../program/program.ts";
import type { Level, Reading } from "./scale.ts";
import { type Weighted, weigh } from "./weigh.ts";

/** What a judge says of one case: its reasons, and the level under the name that the scale gives it. */
export interface Verdict {
	readonly thinking: string;
	/** On a scale of numbers. */
	readonly score?: number;
	/** On a binary scale. */
	readonly verdict?: string;
	/** Among lettered choices. */
	readonly choice?: string;
}

export type JudgeProgram = Program<Readonly<Record<string, string>>, Verdict>;

/** One answer, read. */
export interface Answer {
	readonly level: Level;
	/** The level's points, or the points weighted by probability. */
	readonly points: number;
	readonly thinking: string;
	readonly weighted?: Weighted;
}

/**
 * Asks a judge's program `repeats` times.
 *
 * Each repeat has a `sample` number of its own, so that a cache keeps them apart. An answer that does not fit even after its
 * repair is a failure of that repeat alone.
 */
export async function ask(
	program: JudgeProgram,
	input: Readonly<Record<string, string>>,
	reading: Reading,
	context: RunContext,
	{ repeats, logprobs }: { readonly repeats: number; readonly logprobs: boolean },
): Promise<{ readonly answers: readonly Answer[]; readonly failures: readonly OutputError[] }> {
	const answers: Answer[] = [];
	const failures: OutputError[] = [];
	for (let repeat = 0; repeat < repeats; repeat++) {
		const asked = repeats === 1 ? context : { ...context, sample: (context.sample ?? 0) * repeats + repeat };
		try {
			answers.push(await (logprobs ? askWeighted : askOnce)(program, input, reading, asked));
		} catch (error) {
			if (!isOutputError(error)) throw error;
			failures.push(error);
		}
	}
	return { answers, failures };
}

async function askOnce(
	program: JudgeProgram,
	input: Readonly<Record<string, string>>,
	reading: Reading,
	context: RunContext,
): Promise<Answer> {
	const { output } = await program.run(input, context);
	const level = output[reading.field] as Level; // the program's schema has seen to it
	const points = reading.levels.find((one) => one.level === level)?.points ?? Number.NaN;
	return { level, points, thinking: output.thinking };
}

// Log-probabilities stand in the model's response, which a program does not hand on: so a listener is put before the model.
async function askWeighted(
	program: JudgeProgram,
	input: Readonly<Record<string, string>>,
	reading: Reading,
	context: RunContext,
): Promise<Answer> {
	let last: ModelResponse | undefined;
	const listening = program.using((current) => {
		const model = current ?? context.model;
		if (model === undefined || !model.can.logprobs) return model;
		return wrap(model, (next) => async (request, inner) => {
			last = await next({ ...request, logprobs: true }, inner);
			return last;
		});
	});
	const answer = await askOnce(listening, input, reading, context);
	const weighted = last === undefined ? null : weigh(last, reading);
	return weighted === null ? answer : { ...answer, points: weighted.points, weighted };
}

function isOutputError(error: unknown): error is OutputError {
	return isTouchstoneError(error) && error.code === "output";
}
