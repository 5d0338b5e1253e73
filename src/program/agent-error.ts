import { OutputError } from "../core/errors.ts";
import type { AgentStep } from "./agent-trace.ts";

/** A step as an error carries it: without its span, so that it can be saved. */
export type TakenStep = Omit<AgentStep, "span">;

export interface AgentErrorFacts {
	readonly agent: string;
	/** "steps": maxSteps were taken; "loop": the same call was made a third time. */
	readonly reason: "steps" | "loop";
	readonly steps: readonly TakenStep[];
	readonly repairs: number;
}

/** An agent ended without an answer. Read `steps`; then change the instructions, the tools, the limit or the model. */
export class AgentError extends OutputError {
	readonly reason: "steps" | "loop";
	readonly steps: readonly TakenStep[];

	constructor({ agent, reason, steps, repairs }: AgentErrorFacts) {
		const last = steps.at(-1);
		const call = last?.calls.at(-1);
		const found =
			reason === "steps"
				? `expected an answer within ${steps.length === 1 ? "one step" : `${steps.length} steps`}, found none. Raise maxSteps`
				: `expected the agent to move on, found the same call of ${call?.name} a third time. Look at its results in the error's steps`;
		super(`${agent}: ${found}, or take what it knows by then with atLimit: "answer".`, {
			step: agent,
			issues: [reason === "steps" ? "no answer within maxSteps" : "the same call a third time"],
			text: last?.thought ?? "",
			repairs,
		});
		this.reason = reason;
		this.steps = steps;
	}
}
