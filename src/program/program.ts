import type { Json } from "../core/json.ts";
import type { JsonSchema } from "../core/schema.ts";
import type { Span } from "../core/trace.ts";
import type { Model, RunContext } from "../model/model.ts";

/** A worked example shown to the model before the question. */
export interface Demo {
	readonly input: Readonly<Record<string, Json>>;
	readonly output: Readonly<Record<string, Json>>;
}

/** What an optimizer may change in one step. Saving a program is saving this JSON. */
export interface Parameters {
	readonly instructions: string;
	readonly demos: readonly Demo[];
}

export interface Prediction<O> {
	readonly output: O;
	readonly trace: Span;
	/** How many answers had to be asked for again because they did not meet the signature. */
	readonly repairs: number;
}

/** Chooses a step's model from its present one; undefined leaves the step to the context's model. */
export type ModelChoice = (current: Model | undefined, step: string) => Model | undefined;

/** A typed function from input to output with language models inside. An immutable value. */
export interface Program<I, O> {
	readonly name: string;
	/** Step path → what can be tuned there. A single predict has the one path that is its own name. */
	readonly parameters: Readonly<Record<string, Parameters>>;
	/**
	 * What decides the program's answers besides its parameters (field schemas, adapter, decoding options, steps):
	 * part of the program hash in a report's provenance.
	 */
	readonly structure: Json;
	/** What each step reads and writes, by step path: what a proposer of instructions is told. */
	readonly schemas: Readonly<Record<string, { readonly input: JsonSchema; readonly output: JsonSchema }>>;
	/** The models bound by `using`, by step path; unbound steps are left out and take the context's. */
	readonly models: Readonly<Record<string, Model>>;
	/** A new program with other parameters. An unknown step path is a ConfigError. */
	with(parameters: Readonly<Record<string, Parameters>>): Program<I, O>;
	/**
	 * A new program in which every step uses this model; or, given a function, the model it returns for each step
	 * (called with the step's present model and path), which is how a caller puts middleware around every step.
	 */
	using(model: Model | ModelChoice): Program<I, O>;
	run(input: I, context?: Partial<RunContext>): Promise<Prediction<O>>;
}
