import { isTouchstoneError, type OutputError } from "../../core/errors.ts";
import type { Case, Metric } from "../../metric/metric.ts";
import type { Model } from "../../model/model.ts";
import { usageOf } from "../../model/usage.ts";
import { runContext } from "../../program/context.ts";
import type { ModelChoice, Parameters, Program } from "../../program/program.ts";
import type { Reads } from "./reads.ts";

/** What every metric built on a judge takes. */
export interface JudgedOptions<I = unknown, E = unknown, O = unknown> {
	/** The judge. Default: the model of the run. */
	readonly model?: Model;
	/** Where the texts are in a case, if not at the usual places. */
	readonly reads?: Partial<Reads<I, E, O>>;
	/** How often each verdict is asked for, the majority counting; default 1. */
	readonly repeats?: number;
}

/** What came of judging one case. */
export interface Judgement {
	/** null: the measure does not apply here. */
	readonly value: number | null;
	/** What the value was made from: statements, verdicts, counts. */
	readonly raw?: unknown;
	readonly reason: string;
}

/** A metric whose value comes from a program of several questions to a judge. */
export interface JudgedMetric<I = unknown, E = unknown, O = unknown> extends Metric<I, E, O> {
	/** From texts to judgement. Its steps can be given models, and be tuned, one by one. */
	readonly program: Program<never, Judgement>;
	readonly using: (choice: ModelChoice) => JudgedMetric<I, E, O>;
	/** The same metric with tuned instructions or worked examples: `metric.with(tuned.program.parameters)`. */
	readonly with: (parameters: Readonly<Record<string, Parameters>>) => JudgedMetric<I, E, O>;
}

/** A judgement that the measure does not apply. */
export function doesNotApply(reason: string): Judgement {
	return { value: null, reason: `does not apply: ${reason}` };
}

/**
 * A program of questions to a judge as a metric.
 *
 * What the questions used is on the score, also where they failed. A judge whose answers do not fit is an error of this score,
 * which lowers the coverage: never a 0, never NaN.
 *
 * @param spec.read takes the program's input from a case
 */
export function judgedMetric<T, I, E, O>(spec: {
	readonly name: string;
	readonly program: Program<T, Judgement>;
	readonly read: (c: Case<I, E, O>) => T;
	readonly model?: Model | undefined;
	/** Default "higher". */
	readonly direction?: "higher" | "lower";
	/** Default [0, 1]. */
	readonly range?: readonly [number, number];
}): JudgedMetric<I, E, O> {
	const { name, read, model, direction = "higher", range = [0, 1], ...rest } = spec;
	const program = model === undefined ? rest.program : rest.program.using(model);
	const again = (changed: Program<T, Judgement>) => judgedMetric({ name, program: changed, read, direction, range });
	return {
		name,
		direction,
		range,
		unit: "percent",
		program: program as Program<never, Judgement>,
		score(c, given) {
			const context = runContext(name, given);
			return context.trace.span(name, "judge", async (trace) => {
				try {
					const { output } = await program.run(read(c), { ...context, trace });
					return { ...output, usage: usageOf(trace.data) };
				} catch (error) {
					if (!isOutputError(error)) throw error;
					return { value: null, reason: "the judge's answers do not fit", error, usage: usageOf(trace.data) };
				}
			});
		},
		using: (choice) => again(program.using(choice)),
		with: (parameters) => again(program.with(parameters)),
	};
}

function isOutputError(error: unknown): error is OutputError {
	return isTouchstoneError(error) && error.code === "output";
}
