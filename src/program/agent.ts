import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Json } from "../core/json.ts";
import type { Model } from "../model/model.ts";
import type { AgentForm, AgentTask } from "./agent-form.ts";
import { jsonForm } from "./agent-json.ts";
import { type LoopOptions, runAgent } from "./agent-loop.ts";
import { nativeForm } from "./agent-native.ts";
import { taggedForm } from "./agent-tagged.ts";
import { boundModel } from "./bound-model.ts";
import { type AnyProgram, collect, innerParameters, outerChoice } from "./compose.ts";
import { runContext } from "./context.ts";
import type { Parameters, Program } from "./program.ts";
import type { Signature } from "./signature.ts";
import type { Tool } from "./tool.ts";
import { validInput } from "./valid-input.ts";

export interface AgentOptions {
	readonly tools: readonly Tool[];
	/** Turns of the model, the answer's included; default 8. */
	readonly maxSteps?: number;
	/** How long a call of a tool may take; default 30 000. Tools that are programs take as long as their models do. */
	readonly toolTimeoutMs?: number;
	readonly model?: Model;
	/** When the steps are used up or it goes in circles: an AgentError (default), or one last answer without tools. */
	readonly atLimit?: "error" | "answer";
	/** How often a turn that does not fit is asked for again; default 2. The last time no tool may be called. */
	readonly repairs?: number;
	/** 0 (the default) is greedy. */
	readonly temperature?: number;
	/** Of one turn; default 1024. */
	readonly maxTokens?: number;
}

/**
 * An agent: a program whose model may call tools, see what they return, and call again, until it gives an answer that meets
 * the signature.
 *
 * Models with tool calls of their own use them; others are held to a JSON step by a schema, or write tagged sections. What goes
 * wrong in a call is told to the model: an exception, a hanging tool, arguments that do not fit, a name that does not exist.
 * The same call again is not made a second time, and a third one ends the run.
 *
 * Its span holds one span a step, and those hold the model's call and the tools' (`toolCallsOf`, `stepsOf` and `contextsOf` read
 * them). An agent can be a tool of another (`asTool`): its steps are then tuned, and its model bound, with the other's. Answers
 * from a cache do not spare the tools: they run again.
 *
 * @throws ConfigError when there is no tool, two have one name, one has the agent's, a limit is no number of at least 1, or the
 *   output has a field "tool"
 * @throws AgentError from `run` when it ends without an answer; else as `predict`
 * @see Yao et al. 2022, "ReAct: synergizing reasoning and acting in language models", arXiv:2210.03629
 * @example
 * const add = tool({ name: "add", description: "Adds.", input: { a: z.number(), b: z.number() }, run: ({ a, b }) => a + b });
 * const clerk = agent(signature({ name: "clerk", instructions: "Answer.", input: { question: z.string() }, output: { answer: z.string() } }), { tools: [add] });
 * const model = scripted([{ content: [{ type: "toolCall", id: "1", name: "add", input: { a: 17, b: 25 } }] }, "It is 42."]);
 * (await clerk.using(model).run({ question: "17 + 25?" })).output // => { answer: "It is 42." }
 */
export function agent<I, O>(signature: Signature<I, O>, options: AgentOptions): Program<I, O> {
	checkOptions(signature, options);
	return build(signature, { instructions: signature.instructions, demos: [] }, options);
}

function build<I, O>(signature: Signature<I, O>, parameters: Parameters, options: AgentOptions): Program<I, O> {
	const { name } = signature;
	const { tools } = options;
	const inner = tools.flatMap((tool) => (tool.program === undefined ? [] : [[tool.name, tool.program] as const]));
	const change = (
		edit: (program: AnyProgram, key: string) => AnyProgram,
		own: Partial<Parameters> | undefined,
		rest: AgentOptions,
	) => build(signature, { ...parameters, ...own }, { ...rest, tools: tools.map((tool) => changed(tool, edit)) });

	const tunable = { [name]: parameters, ...collect(inner, (program) => program.parameters) };

	return {
		name,
		parameters: tunable,
		structure: structureOf(signature, options),
		schemas: {
			[name]: { input: signature.inputSchema, output: signature.outputSchema },
			...collect(inner, (program) => program.schemas),
		},
		models: {
			...(options.model === undefined ? {} : { [name]: options.model }),
			...collect(inner, (program) => program.models),
		},
		with(other) {
			const known = Object.keys(tunable);
			const unknown = Object.keys(other).find((path) => !known.includes(path));
			if (unknown !== undefined) {
				throw new ConfigError(`${name}.with: expected one of the steps ${known.join(", ")}, found "${unknown}"`);
			}
			const own = Object.hasOwn(other, name) ? other[name] : undefined;
			return change((program, key) => program.with(innerParameters(program, key, other)), own, options);
		},
		using(choice) {
			const model = typeof choice === "function" ? choice(options.model, name) : choice;
			const { model: _, ...rest } = options;
			const edit = (program: AnyProgram, key: string) => program.using(outerChoice(program, key, choice));
			return change(edit, undefined, model === undefined ? rest : { ...rest, model });
		},
		async run(input, partial) {
			const context = runContext(name, partial);
			const model = boundModel(name, options.model, context.model);
			return context.trace.span(name, "step", async (trace) => {
				trace.set({ input, agent: rosterOf(tools) });
				const task = { signature, parameters, tools, input: await validInput(signature, input) };
				const answer = await runAgent(task, formFor(task, model), model, loopOptions(options), { ...context, trace });
				trace.set({ output: answer.output });
				return { output: answer.output as O, repairs: answer.repairs, trace: trace.data };
			});
		},
	};
}

function formFor(task: AgentTask, { can }: Model): AgentForm {
	if (can.tools) return nativeForm(task, can.json);
	return can.json ? jsonForm(task) : taggedForm(task);
}

function changed(tool: Tool, edit: (program: AnyProgram, key: string) => AnyProgram): Tool {
	if (tool.program === undefined || tool.withProgram === undefined) return tool;
	return tool.withProgram(edit(tool.program, tool.name));
}

function loopOptions(options: AgentOptions): LoopOptions {
	const { maxSteps = 8, toolTimeoutMs = 30_000, atLimit = "error" } = options;
	const { repairs = 2, temperature = 0, maxTokens = 1024 } = options;
	return { maxSteps, toolTimeoutMs, atLimit, repairs, temperature, maxTokens };
}

/** Which tools an agent has, and which of them are agents: what its span says of it. */
function rosterOf(tools: readonly Tool[]) {
	const collaborators = tools.filter(({ program }) => program !== undefined && holdsAgent(program.structure));
	return { tools: tools.map(({ name }) => name), collaborators: collaborators.map(({ name }) => name) };
}

function holdsAgent(structure: Json): boolean {
	if (typeof structure !== "object" || structure === null || Array.isArray(structure)) return false;
	const { kind, steps } = structure as { kind?: Json; steps?: Readonly<Record<string, Json>> };
	return kind === "agent" || Object.values(steps ?? {}).some(holdsAgent);
}

function structureOf<I, O>(signature: Signature<I, O>, options: AgentOptions): Json {
	return {
		kind: "agent",
		signature: hash([signature.name, signature.inputSchema, signature.outputSchema], 16),
		tools: Object.fromEntries(options.tools.map(({ name, structure }) => [name, structure])),
		...loopOptions(options),
	};
}

function checkOptions<I, O>(
	signature: Signature<I, O>,
	{ tools, maxSteps = 1, toolTimeoutMs = 1 }: AgentOptions,
): void {
	const who = `agent ${signature.name}`;
	if (tools.length === 0) throw new ConfigError(`${who}: expected at least one tool, found none. Use predict without.`);
	const names = [signature.name, ...tools.map(({ name }) => name)];
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw new ConfigError(
			`${who}: expected the agent and its tools to have names of their own, found "${twice}" twice`,
		);
	}
	if (Object.hasOwn(signature.output, "tool")) {
		throw new ConfigError(
			`${who}: expected no output field named "tool", found one: models name tools by it. Rename it.`,
		);
	}
	if (!Number.isInteger(maxSteps) || maxSteps < 1) {
		throw new ConfigError(`${who}: expected maxSteps to be a whole number of at least 1, found ${maxSteps}`);
	}
	if (!(toolTimeoutMs > 0)) throw new ConfigError(`${who}: expected toolTimeoutMs above 0, found ${toolTimeoutMs}`);
}
