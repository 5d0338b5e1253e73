import type { AgentAnswer, AgentEdge, AgentSession } from "../agents/agent.ts";
import { ConfigError, ModelError, throwIfAborted } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import type { Price } from "../model/model.ts";
import type { AgentEvent } from "./agent-events.ts";
import { agentTraceReader } from "./agent-trace.ts";
import { type AwsOptions, clientSettings, regionOf, send } from "./connection.ts";
import { awsError } from "./errors.ts";

export interface BedrockAgentOptions extends AwsOptions {
	/** What to call it in reports; default: its id. */
	readonly name?: string;
	/** What the agent was told to do, for metrics that judge how it kept to it. */
	readonly instructions?: string;
	/** Of the agent's models; without it what they cost is unknown. */
	readonly price?: Price;
}

/**
 * An agent on Amazon Bedrock, to be evaluated: each question is one InvokeAgent with traces, each trajectory one session, whose
 * turns AWS keeps.
 *
 * Existing customers only: AWS closed Amazon Bedrock Agents (now "Agents Classic") to new customers on 2026-07-30. Without such
 * an agent, evaluate one of your own (`agent(...)` on `aws.bedrock(...)`): the report is the same.
 *
 * Rationales become thoughts, action groups, knowledge bases and collaborators tool calls, references `contexts`; the report's
 * metrics read them as they read our own agents' traces. The statement of a TEXT2SQL question is found in any call with an
 * argument `sql`, or `query` of a function whose name speaks of SQL. AWS ends a session that was idle for long (half an hour
 * unless the agent says otherwise): a run resumed later goes on without the earlier turns.
 *
 * @param id the agent's, as "AGENT12345"
 * @param alias its alias, as "TSTALIASID" (the draft)
 * @throws ConfigError for an empty id; from the evaluation, ConfigError or ModelError where AWS refuses
 * @see Amazon Bedrock API Reference, "InvokeAgent"
 * @example
 * agent("AGENT12345", "TSTALIASID").identity // => "bedrock agent AGENT12345 TSTALIASID default region"
 */
export function agent(id: string, alias: string, options: BedrockAgentOptions = {}): AgentEdge {
	if (!/^[0-9a-zA-Z]{1,10}$/.test(id) || !/^[0-9a-zA-Z]{1,10}$/.test(alias)) {
		throw new ConfigError(
			`aws.agent: expected an agent's id and an alias of up to 10 letters and digits, found "${id}" and "${alias}". They stand on the agent's page in the Bedrock console.`,
		);
	}
	const { name = id, instructions, price = null } = options;
	const region = regionOf(options);
	return {
		name,
		kind: "aws",
		identity: `bedrock agent ${id} ${alias} ${region ?? "default region"}`,
		facts: { id, alias, region },
		...(instructions === undefined ? {} : { instructions }),
		ask: (question, session) => invoke({ id, alias, name, price, options }, question, session),
	};
}

interface Called {
	readonly id: string;
	readonly alias: string;
	readonly name: string;
	readonly price: Price | null;
	readonly options: AwsOptions;
}

async function invoke(called: Called, question: string, session: AgentSession): Promise<AgentAnswer> {
	const { id, alias, name, price, options } = called;
	const { BedrockAgentRuntimeClient, InvokeAgentCommand } = await loadPeer(
		"@aws-sdk/client-bedrock-agent-runtime",
		"aws.agent",
		() => import("@aws-sdk/client-bedrock-agent-runtime"),
	);
	const region = regionOf(options);
	const about = {
		who: "aws.agent",
		operation: "InvokeAgent",
		on: `agent ${id} (${alias})`,
		...(region === null ? {} : { region }),
	};
	const client = new BedrockAgentRuntimeClient(clientSettings({ timeoutMs: 600_000, ...options }));
	const reader = agentTraceReader(name, price, Date.now());
	const decoder = new TextDecoder();
	let answer = "";
	try {
		const input = { agentId: id, agentAliasId: alias, sessionId: session.id, inputText: question, enableTrace: true };
		const { completion } = await send(client, new InvokeAgentCommand(input), about, session.signal);
		try {
			for await (const event of (completion ?? []) as AsyncIterable<AgentEvent>) {
				if (event.chunk?.bytes !== undefined) answer += decoder.decode(event.chunk.bytes, { stream: true });
				if (event.trace !== undefined) reader.read(event.trace);
				if (event.returnControl !== undefined) throw wantsControl(id);
			}
		} catch (error) {
			throwIfAborted(session.signal);
			throw awsError(error, about);
		}
		return { answer: answer + decoder.decode(), trace: reader.end(Date.now()) };
	} finally {
		client.destroy();
	}
}

function wantsControl(id: string): ModelError {
	return new ModelError(
		`aws.agent: expected an answer of agent ${id}, found that it asks its caller to run an action ("return of control"), which an evaluation cannot. Let the action group call a Lambda function.`,
		{ model: id, retryable: false },
	);
}
