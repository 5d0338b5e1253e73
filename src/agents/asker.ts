import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { modelRecords, programRecord } from "../evaluate/provenance.ts";
import { callModel } from "../model/call.ts";
import { assistantMessage, type Middleware, type Model, type RunContext, textOf, userMessage } from "../model/model.ts";
import { wrap } from "../model/wrap.ts";
import type { Program } from "../program/program.ts";
import type { Agent, AgentAnswer, AgentEdge, AgentFunction, AgentSession, Turn } from "./agent.ts";
import type { AgentProvenance } from "./agent-report.ts";
import { answerText } from "./answer-text.ts";

/** Any agent in one form. */
export interface Asker {
	readonly agent: AgentProvenance["agent"];
	readonly synthetic: boolean;
	readonly models: AgentProvenance["models"];
	/** What the agent was told to do; empty where nobody knows. */
	readonly instructions: string;
	ask(question: string, session: AgentSession, context: RunContext): Promise<AgentAnswer>;
}

export interface AskerOptions {
	/** For steps of a program that have no model of their own. */
	readonly model?: Model | undefined;
	/** Stands around every model of the agent's: a cache. */
	readonly layers: readonly Middleware[];
	/** The program's input; default: the question, and the history where there is a field for it. */
	readonly input?: ((question: string, session: AgentSession) => unknown) | undefined;
	/** The system prompt of an agent that is a bare model. */
	readonly instructions?: string | undefined;
}

/**
 * Brings any agent into one form.
 *
 * @throws ConfigError when it is none
 */
export function askerOf(agent: Agent, options: AskerOptions): Asker {
	if (typeof agent === "function") return functionAsker(agent, options.instructions);
	if (typeof agent === "object" && agent !== null) {
		if ("generate" in agent) return modelAsker(agent, options);
		if ("parameters" in agent && "run" in agent) return programAsker(agent, options);
		if ("ask" in agent) return edgeAsker(agent, options.instructions);
	}
	throw new ConfigError(
		`evaluateAgent: expected an agent: a program, a model, a function (question, session) => answer, aws.agent(id, alias) or recordedAgent(file), found ${agent === null ? "null" : typeof agent}`,
	);
}

function programAsker(program: Program<never, unknown>, options: AskerOptions): Asker {
	const asked = program.using((current) => {
		const model = current ?? options.model;
		return model === undefined ? undefined : wrap(model, ...options.layers);
	});
	const inputFor = options.input ?? defaultInput(program);
	const { hash: programHash } = programRecord(program);
	const told = Object.entries(program.parameters).map(([, { instructions }]) => instructions);
	return {
		agent: { name: program.name, kind: "program", hash: programHash, facts: {} },
		synthetic: false,
		models: modelRecords(program, options.model),
		instructions: options.instructions ?? program.parameters[program.name]?.instructions ?? told.join("\n\n"),
		async ask(question, session, context) {
			const input = inputFor(question, session) as never;
			const { output } = await asked.run(input, context);
			return { answer: answerText(output) };
		},
	};
}

// A composed program's input has no schema; it gets the history as text, and leaves aside what it does not read.
function defaultInput(program: Program<never, unknown>): NonNullable<AskerOptions["input"]> {
	const { properties } = (program.schemas[program.name]?.input ?? {}) as {
		properties?: Readonly<Record<string, { type?: unknown }>>;
	};
	const asTurns = properties?.history?.type === "array";
	return (question, { history }) => ({ question, history: asTurns ? history : historyText(history) });
}

/**
 * Earlier turns as text.
 *
 * @example
 * historyText([{ question: "Who?", answer: "Ada." }]) // => "User: Who?\nAgent: Ada."
 */
export function historyText(history: readonly Turn[]): string {
	return history.map(({ question, answer }) => `User: ${question}\nAgent: ${answer}`).join("\n");
}

function modelAsker(model: Model, { layers, instructions = "" }: AskerOptions): Asker {
	const asked = wrap(model, ...layers);
	const { id, identity, facts = {} } = model;
	return {
		agent: { name: id, kind: "model", hash: hash([identity, instructions], 16), facts: {} },
		synthetic: false,
		models: [{ id, identity, facts, steps: [] }],
		instructions,
		async ask(question, { history }, context) {
			const turns = history.flatMap((turn) => [userMessage(turn.question), assistantMessage(turn.answer)]);
			const request = {
				...(instructions === "" ? {} : { system: instructions }),
				messages: [...turns, userMessage(question)],
				temperature: 0,
				maxTokens: 1024,
			};
			const { content } = await callModel(asked, request, context);
			return { answer: textOf(content) };
		},
	};
}

function functionAsker(agent: AgentFunction, instructions = ""): Asker {
	const name = agent.name || "agent";
	return {
		agent: { name, kind: "function", facts: {} },
		synthetic: false,
		models: [],
		instructions,
		ask: async (question, session) => answerOf(await agent(question, session), name),
	};
}

function edgeAsker(edge: AgentEdge, instructions = edge.instructions ?? ""): Asker {
	const { name, kind, identity, facts = {}, synthetic = false } = edge;
	return {
		agent: { name, kind, hash: hash(identity, 16), facts },
		synthetic,
		models: [],
		instructions,
		ask: async (question, session) => answerOf(await edge.ask(question, session), name),
	};
}

// An agent of the reader's own is not held to its type at run time.
function answerOf(said: unknown, agent: string): AgentAnswer {
	if (typeof said === "string") return { answer: said };
	if (typeof said === "object" && said !== null && typeof (said as { answer?: unknown }).answer === "string") {
		return said as AgentAnswer;
	}
	throw new TypeError(`${agent}: expected a text or { answer: "…" }, found ${JSON.stringify(said) ?? "nothing"}`);
}
