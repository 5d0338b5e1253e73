import { ConfigError } from "../core/errors.ts";
import { type JsonSchema, type SchemaLike, type Shape, shapeJsonSchema } from "../core/schema.ts";
import type { AnyProgram } from "./compose.ts";
import type { Program } from "./program.ts";
import { fieldsOf } from "./prompt/describe.ts";
import { checkTool, type Tool } from "./tool.ts";

export interface AsToolOptions {
	/** Default: the program's name. */
	readonly name?: string;
	/** What it is for and when to use it, for the agent that calls it. */
	readonly description: string;
	/** The arguments; default: what the program's own step reads. Needed for a composed program, whose input has no schema. */
	readonly input?: Shape;
	readonly timeoutMs?: number;
}

/**
 * A program as a tool: of an agent, the sub-agent of a supervisor.
 *
 * Its arguments are the program's input, its result the program's output. Its steps are steps of the agent that is given
 * the tool: they are tuned with it, take its model where they have none, and their spans lie inside the call's span.
 *
 * @throws ConfigError as `tool`, and when the program's input has no schema and none is given
 * @example
 * const sum = predict(signature({ name: "sum", instructions: "Add.", input: { a: z.number(), b: z.number() }, output: { total: z.number() } }));
 * const adder = asTool(sum.using(scripted(['{"total":4}'])), { description: "Adds two numbers." });
 * await adder.run({ a: 2, b: 2 }, {}) // => { total: 4 }
 */
export function asTool<I, O>(program: Program<I, O>, options: AsToolOptions): Tool<I, O> {
	const { name = program.name, description, timeoutMs } = options;
	checkTool(name, description, timeoutMs);
	const inputSchema =
		options.input === undefined ? ownInput(name, program) : shapeJsonSchema(`tool ${name}`, options.input);
	return {
		name,
		description,
		input: options.input ?? requiredFields(inputSchema),
		inputSchema,
		...(timeoutMs === undefined ? {} : { timeoutMs }),
		structure: { kind: "program", description, program: program.structure },
		program: program as unknown as AnyProgram,
		withProgram: (other) => asTool(other as unknown as Program<I, O>, options),
		run: async (input, context) => (await program.run(input, context)).output,
	};
}

function ownInput<I, O>(name: string, program: Program<I, O>): JsonSchema {
	const own = program.schemas[program.name]?.input;
	if (own !== undefined) return own;
	throw new ConfigError(
		`asTool ${name}: expected the input's fields, found none, for the program has several steps. Give { input } as in a signature.`,
	);
}

/** Fields that must be there and may hold anything: the program itself checks what it is given. */
function requiredFields(schema: JsonSchema): Shape {
	const required = (schema.required ?? []) as readonly string[];
	const field = (name: string, json: JsonSchema): SchemaLike => ({
		"~standard": {
			version: 1,
			vendor: "touchstone",
			validate: (value) =>
				value === undefined && required.includes(name)
					? { issues: [{ message: "Invalid input: expected a value, received undefined" }] }
					: { value },
			jsonSchema: { input: () => json, output: () => json },
		},
	});
	return Object.fromEntries(fieldsOf(schema).map(([name, json]) => [name, field(name, json)]));
}
