import { ConfigError, DataError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import { type Infer, type JsonSchema, type Shape, shapeJsonSchema, validateShape } from "../core/schema.ts";
import type { RunContext } from "../model/model.ts";
import type { AnyProgram } from "./compose.ts";

/** A function that a model may call: what it is told of it, and what runs. */
export interface Tool<I = never, R = unknown> {
	readonly name: string;
	/** What it does and when to use it, for the model. */
	readonly description: string;
	/** Its arguments by name. */
	readonly input: Shape;
	readonly inputSchema: JsonSchema;
	/** How long a call may take, where the agent's own limit does not suit it. */
	readonly timeoutMs?: number;
	/** What decides its answers; part of the agent's structure, and so of a report's provenance. */
	readonly structure: Json;
	/** The program that answers, where one does: an agent tunes it and binds its model as one of its own steps. */
	readonly program?: AnyProgram;
	/** The same tool with another program in place of `program`. */
	readonly withProgram?: (program: AnyProgram) => Tool<I, R>;
	/**
	 * Called with arguments that fit `input`. The context's signal aborts when the time is up; facts set on the context's
	 * trace stand in the call's span.
	 */
	readonly run: (input: I, context: RunContext) => Promise<R>;
}

export interface ToolSpecification<In extends Shape, R> {
	readonly name: string;
	readonly description: string;
	readonly input: In;
	/** Where given, results are held to it: one that does not fit is an error that the model is told. */
	readonly output?: Shape;
	readonly timeoutMs?: number;
	readonly run: (input: Infer<In>, context: RunContext) => R | Promise<R>;
}

/**
 * Declares a tool for an agent.
 *
 * The model sees the name, the description and the arguments with their `.describe()` texts, and then the result: a text as
 * it is, anything else as JSON. What `run` throws is told to the model, not to the caller.
 *
 * @param spec.name a letter, then at most 63 letters, digits, _ and -, which is what every provider takes
 * @throws ConfigError when the name is no such word, the description is blank, an argument has no JSON Schema, or
 *   `timeoutMs` is not positive
 * @example
 * const add = tool({
 *   name: "add",
 *   description: "Adds two numbers.",
 *   input: { a: z.number(), b: z.number() },
 *   run: ({ a, b }) => a + b,
 * });
 * await add.run({ a: 2, b: 3 }, { seed: 0 }) // => 5
 */
export function tool<const In extends Shape, R>(spec: ToolSpecification<In, R>): Tool<Infer<In>, R> {
	const { name, description, input, output, timeoutMs } = spec;
	checkTool(name, description, timeoutMs);
	const inputSchema = shapeJsonSchema(`tool ${name}`, input);
	return {
		name,
		description,
		input,
		inputSchema,
		...(timeoutMs === undefined ? {} : { timeoutMs }),
		structure: { kind: "tool", description, input: hash(inputSchema, 16), run: hash(String(spec.run), 16) },
		async run(given, context) {
			const result = await spec.run(given, context);
			if (output !== undefined) await checkResult(name, output, result);
			return result;
		},
	};
}

/** @throws ConfigError naming the tool and what is wrong about it */
export function checkTool(name: string, description: string, timeoutMs?: number): void {
	if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
		throw new ConfigError(
			`tool: expected a name of a letter and at most 63 letters, digits, _ and -, found ${JSON.stringify(name)}`,
		);
	}
	if (description.trim() === "") {
		throw new ConfigError(`tool ${name}: expected a description, found none. Say what it does and when to use it.`);
	}
	if (timeoutMs !== undefined && !(timeoutMs > 0)) {
		throw new ConfigError(`tool ${name}: expected timeoutMs above 0, found ${timeoutMs}`);
	}
}

async function checkResult(name: string, output: Shape, result: unknown): Promise<void> {
	const valid = await validateShape(output, result);
	if (valid.ok) return;
	throw new DataError(`tool ${name}: the result does not fit: ${valid.issues.join("; ")}`, { column: valid.field });
}
