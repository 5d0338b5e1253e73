import { ConfigError, isTouchstoneError, OutputError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import type { Trace } from "../core/trace.ts";
import type { Model, RunContext } from "../model/model.ts";
import { runContext } from "./context.ts";
import type { ModelChoice, Parameters, Program } from "./program.ts";

/** A program whose types do not matter here; `never` and `unknown` let every program fit. */
export type AnyProgram = Program<never, unknown>;
type Steps = Readonly<Record<string, AnyProgram>>;
type InputOf<P> = P extends Program<infer I, unknown> ? I : never;
type OutputOf<P> = P extends Program<never, infer O> ? O : never;

/** The steps as plain async functions: traced, with the composed program's model and parameters. */
export type Bound<S extends Steps> = {
	readonly [K in keyof S]: (input: InputOf<S[K]>) => Promise<OutputOf<S[K]>>;
};

/**
 * A program of several steps, written as an ordinary async function over them.
 *
 * Inside, a step goes by its key: that is its name in traces, and its path in `parameters`
 * (`outer.inner` where a step is itself composed). Every step can be optimized and given its own model.
 *
 * @example
 * const shout = signature({ name: "shout", instructions: "Shout.", input: { text: z.string() }, output: { text: z.string() } });
 * const twice = compose("twice", { first: predict(shout), second: predict(shout) },
 *   async (input: { text: string }, step) => step.second(await step.first(input)));
 * Object.keys(twice.parameters) // => ["first", "second"]
 */
export function compose<const S extends Steps, I, O>(
	name: string,
	steps: S,
	body: (input: I, step: Bound<S>, context: RunContext) => Promise<O>,
): Program<I, O> {
	const entries = Object.entries(steps);
	if (entries.length === 0) throw new ConfigError(`compose ${name}: expected at least one step, found none`);
	const change = (edit: (step: AnyProgram, key: string) => AnyProgram): Program<I, O> =>
		compose(name, Object.fromEntries(entries.map(([key, step]) => [key, edit(step, key)])) as unknown as S, body);

	return {
		name,
		parameters: collect(entries, (step) => step.parameters),
		structure: {
			kind: "compose",
			steps: Object.fromEntries(entries.map(([key, step]) => [key, step.structure])) as Json,
			body: hash(String(body), 16),
		},
		schemas: collect(entries, (step) => step.schemas),
		models: collect(entries, (step) => step.models),
		with(changed) {
			const known = collect(entries, (step) => step.parameters);
			for (const path of Object.keys(changed)) {
				if (!Object.hasOwn(known, path)) {
					throw new ConfigError(
						`${name}.with: expected one of the steps ${Object.keys(known).join(", ")}, found "${path}"`,
					);
				}
			}
			return change((step, key) => step.with(innerParameters(step, key, changed)));
		},
		using(choice) {
			return change((step, key) => step.using(outerChoice(step, key, choice)));
		},
		run(input, partial) {
			const context = runContext(name, partial);
			return context.trace.span(name, "program", async (trace) => {
				trace.set({ input });
				let repairs = 0;
				const inner: RunContext = { ...context, trace };
				const bound = Object.fromEntries(
					entries.map(([key, step]) => [
						key,
						async (stepInput: never) => {
							try {
								const prediction = await step.run(stepInput, { ...inner, trace: named(trace, key) });
								repairs += prediction.repairs;
								return prediction.output;
							} catch (error) {
								if (isOutputError(error)) repairs += error.repairs;
								throw error;
							}
						},
					]),
				) as Bound<S>;
				try {
					const output = await body(input, bound, inner);
					trace.set({ output, repairs });
					return { output, trace: trace.data, repairs };
				} catch (error) {
					throw isOutputError(error) ? withRepairs(error, repairs) : error;
				}
			});
		},
	};
}

function isOutputError(error: unknown): error is OutputError {
	return isTouchstoneError(error) && error.code === "output";
}

/** The error of a step, with the repairs of all steps so far: a failed row shows what the whole run took. */
function withRepairs(error: OutputError, repairs: number): OutputError {
	if (error.repairs === repairs) return error;
	const { message, step, field, issues, text } = error;
	return new OutputError(message, { step, issues, text, repairs, ...(field !== undefined && { field }) });
}

/** A trace in which a program's span goes by the step's key instead of the program's own name. */
function named(trace: Trace, key: string): Trace {
	return { data: trace.data, set: trace.set, span: (_name, kind, work) => trace.span(key, kind, work) };
}

/** A leaf's own name gives way to its key; a composed step keeps its paths below the key. */
function outerPath(step: AnyProgram, key: string, path: string): string {
	return path === step.name && Object.keys(step.parameters).length === 1 ? key : `${key}.${path}`;
}

/** What each step holds, under its path in the program around it. */
export function collect<T>(
	entries: readonly (readonly [string, AnyProgram])[],
	read: (step: AnyProgram) => Readonly<Record<string, T>>,
): Record<string, T> {
	return Object.fromEntries(
		entries.flatMap(([key, step]) =>
			Object.entries(read(step)).map(([path, value]) => [outerPath(step, key, path), value] as const),
		),
	);
}

/** Of parameters by outer path, those of one step, by its own paths. */
export function innerParameters(
	step: AnyProgram,
	key: string,
	changed: Readonly<Record<string, Parameters>>,
): Record<string, Parameters> {
	return Object.fromEntries(
		Object.keys(step.parameters).flatMap((path) => {
			const outer = outerPath(step, key, path);
			const value = Object.hasOwn(changed, outer) ? changed[outer] : undefined;
			return value === undefined ? [] : [[path, value]];
		}),
	);
}

/** A choice of models by outer path, as one step asks it by its own paths. */
export function outerChoice(step: AnyProgram, key: string, choice: Model | ModelChoice): Model | ModelChoice {
	if (typeof choice !== "function") return choice;
	return (current, path) => choice(current, outerPath(step, key, path));
}
