import { OutputError } from "../core/errors.ts";
import { validateShape } from "../core/schema.ts";
import { callModel } from "../model/call.ts";
import { type Message, type Model, type ModelResponse, type RunContext, textOf } from "../model/model.ts";
import { type AgentForm, type AgentTask, addTurns, type Turn } from "./agent-form.ts";
import { madeUp } from "./made-up.ts";
import { blocked, nullsLeftOut } from "./predict.ts";

/** How an agent's model is asked. */
export interface AskOptions {
	readonly repairs: number;
	readonly temperature: number;
	readonly maxTokens: number;
}

/** A turn that can be gone on with; "forecast" when nobody answered, since this is a forecast. */
export type Asked = {
	readonly response: ModelResponse;
	/** The conversation with what had to be asked again. */
	readonly messages: readonly Message[];
	/** Of the whole run so far. */
	readonly repairs: number;
} & (
	| Extract<Turn, { kind: "calls" }>
	| { readonly kind: "answer"; readonly thought: string; readonly output: unknown }
	| { readonly kind: "forecast" }
);

export interface Question {
	readonly task: AgentTask;
	readonly form: AgentForm;
	readonly model: Model;
	readonly options: AskOptions;
	readonly messages: readonly Message[];
	/** No tool may be called any more. */
	readonly closed: boolean;
	/** How often the run had to ask again before. */
	readonly repairs: number;
	/** Whether a forecast should go through the tools before it comes to the answer. */
	readonly first: boolean;
}

/**
 * Asks the model for its next turn; one that does not fit is sent back with what is wrong about it. The last repair closes
 * the tools, so that a model which can be held to the answer's schema is.
 *
 * @throws OutputError when the turn does not fit after its repairs, or a filter blocked it
 */
export async function askTurn(question: Question, context: RunContext): Promise<Asked> {
	const { task, form, model, options } = question;
	const { signature } = task;
	let { messages, closed, repairs } = question;
	for (let tries = 1; ; tries++) {
		let forecast = false;
		const madeUpAnswer = () => {
			forecast = question.first;
			return forecast ? "" : form.renderAnswer(madeUp(signature.outputSchema) as Readonly<Record<string, unknown>>);
		};
		const { temperature, maxTokens } = options;
		const request = {
			...form.request(messages, closed),
			temperature,
			maxTokens,
			...(temperature > 0 ? { seed: context.seed } : {}),
			...(context.sample ? { sample: context.sample } : {}),
		};
		const response = await callModel(model, request, { ...context, madeUpAnswer });
		if (forecast) return { kind: "forecast", response, messages, repairs };
		if (response.finish === "blocked") throw blocked(signature.name, model, response, repairs, context);
		const turn = await readTurn(task, form, response, closed);
		if (turn.kind !== "unfit") return { ...turn, response, messages, repairs };
		context.trace.set({ issues: turn.issues });
		if (tries > options.repairs) {
			const after = tries === 1 ? "" : ` after ${tries === 2 ? "one repair" : `${tries - 1} repairs`}`;
			throw new OutputError(`${signature.name}: the answer does not fit${after}: ${turn.issues.join("; ")}`, {
				step: signature.name,
				...(turn.field === undefined ? {} : { field: turn.field }),
				issues: turn.issues,
				text: textOf(response.content),
				repairs,
			});
		}
		repairs++;
		closed ||= tries === options.repairs;
		messages = addTurns(messages, form.repair(response, turn.issues, closed));
	}
}

type Read =
	| Exclude<Turn, { kind: "answer" }>
	| { readonly kind: "answer"; readonly thought: string; readonly output: unknown };

async function readTurn(task: AgentTask, form: AgentForm, response: ModelResponse, closed: boolean): Promise<Read> {
	const turn = form.read(response);
	if (turn.kind === "unfit") return turn;
	if (turn.kind === "calls") {
		return closed ? { kind: "unfit", issues: ["expected the answer, found a call of a tool"] } : turn;
	}
	const { output, outputSchema } = task.signature;
	const valid = await validateShape(output, nullsLeftOut(outputSchema, turn.fields));
	if (!valid.ok) return { kind: "unfit", field: valid.field, issues: valid.issues };
	return { kind: "answer", thought: turn.thought, output: valid.value };
}
