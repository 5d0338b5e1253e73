/** What a Bedrock agent's stream tells, as far as it is read here: the service's own shapes, every member optional. */
export interface AgentEvent {
	readonly chunk?: { readonly bytes?: Uint8Array };
	readonly trace?: AgentTracePart;
	readonly returnControl?: object;
}

export interface AgentTracePart {
	/** The collaborator whose trace this is; left out for the agent that was called. */
	readonly collaboratorName?: string;
	readonly eventTime?: Date;
	readonly trace?: {
		readonly orchestrationTrace?: OrchestrationEvent;
		readonly failureTrace?: { readonly failureReason?: string };
	};
}

export interface OrchestrationEvent {
	readonly rationale?: { readonly text?: string };
	readonly modelInvocationInput?: { readonly foundationModel?: string };
	readonly modelInvocationOutput?: { readonly metadata?: InvocationMetadata };
	readonly invocationInput?: InvocationInput;
	readonly observation?: InvocationOutput;
}

export interface InvocationMetadata {
	readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
	readonly totalTimeMs?: number;
}

interface NamedValue {
	readonly name?: string;
	readonly value?: string;
}

export interface InvocationInput {
	readonly actionGroupInvocationInput?: {
		readonly actionGroupName?: string;
		readonly function?: string;
		readonly apiPath?: string;
		readonly parameters?: readonly NamedValue[];
		readonly requestBody?: { readonly content?: Readonly<Record<string, readonly NamedValue[]>> };
	};
	readonly knowledgeBaseLookupInput?: { readonly text?: string; readonly knowledgeBaseId?: string };
	readonly codeInterpreterInvocationInput?: { readonly code?: string };
	readonly agentCollaboratorInvocationInput?: {
		readonly agentCollaboratorName?: string;
		readonly input?: { readonly text?: string };
	};
}

export interface InvocationOutput {
	readonly actionGroupInvocationOutput?: { readonly text?: string };
	readonly knowledgeBaseLookupOutput?: {
		readonly retrievedReferences?: readonly { readonly content?: { readonly text?: string } }[];
	};
	readonly codeInterpreterInvocationOutput?: { readonly executionOutput?: string; readonly executionError?: string };
	readonly agentCollaboratorInvocationOutput?: { readonly output?: { readonly text?: string } };
	readonly finalResponse?: { readonly text?: string };
	readonly repromptResponse?: { readonly text?: string };
}

/** A tool call in our own words. */
export interface ReadCall {
	readonly name: string;
	readonly input: Readonly<Record<string, unknown>>;
	/** Set for a collaborator: an agent of its own. */
	readonly collaborator: boolean;
}

/**
 * The call that an agent makes: of an action group's function with its arguments by name, of a knowledge base, of the code
 * interpreter, or of a collaborator.
 *
 * @returns null for a kind that is not known here
 * @example
 * readCall({ knowledgeBaseLookupInput: { text: "EGF?", knowledgeBaseId: "KB1" } }) // => { name: "KB1", input: { query: "EGF?" }, collaborator: false }
 */
export function readCall(input: InvocationInput): ReadCall | null {
	const { actionGroupInvocationInput: action, knowledgeBaseLookupInput: lookup } = input;
	const { codeInterpreterInvocationInput: code, agentCollaboratorInvocationInput: delegate } = input;
	if (delegate !== undefined) {
		const { agentCollaboratorName: name = "collaborator", input: said } = delegate;
		return { name, input: { text: said?.text ?? "" }, collaborator: true };
	}
	if (lookup !== undefined) {
		return {
			name: lookup.knowledgeBaseId ?? "knowledge base",
			input: { query: lookup.text ?? "" },
			collaborator: false,
		};
	}
	if (code !== undefined) return { name: "code interpreter", input: { code: code.code ?? "" }, collaborator: false };
	if (action === undefined) return null;
	const body = Object.values(action.requestBody?.content ?? {}).flat();
	const given = [...(action.parameters ?? []), ...body].map(({ name = "", value }) => [name, value] as const);
	const name = action.function ?? action.apiPath ?? action.actionGroupName ?? "action";
	return { name, input: Object.fromEntries(given), collaborator: false };
}

/** What came of a call: its result, the passages where it was a lookup, or why it failed. */
export interface ReadResult {
	readonly output?: unknown;
	readonly contexts?: readonly string[];
	readonly error?: string;
}

/** @returns null where the observation is of no call: a final answer, a prompt asked again */
export function readResult(observation: InvocationOutput): ReadResult | null {
	const { actionGroupInvocationOutput: action, knowledgeBaseLookupOutput: lookup } = observation;
	const { codeInterpreterInvocationOutput: code, agentCollaboratorInvocationOutput: delegate } = observation;
	if (delegate !== undefined) return { output: delegate.output?.text ?? "" };
	if (action !== undefined) return { output: action.text ?? "" };
	if (code !== undefined) {
		const { executionOutput = "", executionError } = code;
		return executionError ? { error: executionError } : { output: executionOutput };
	}
	if (lookup === undefined) return null;
	const contexts = (lookup.retrievedReferences ?? []).flatMap(({ content }) => content?.text ?? []);
	return { output: contexts, contexts };
}
