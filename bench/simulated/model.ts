/** The simulator inside the process, for tests and for our own optimizers: no server, no waiting. */
import { type ScriptedModel, scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { chatOfRequest, tokensOf } from "./chat.ts";
import { answerProposer } from "./proposer.ts";
import { answerTask } from "./task.ts";
import type { World } from "./world.ts";

export type Role = "task" | "proposer";

/** A model of that world; `calls` counts what it was asked. */
export function simulatedModel(world: World, { role }: { readonly role: Role }): ScriptedModel {
	const answer = role === "task" ? answerTask : answerProposer;
	return scripted(
		(request) => {
			const chat = chatOfRequest(request);
			const text = answer(world, chat);
			const inputTokens = chat.turns.reduce((sum, turn) => sum + tokensOf(turn.text), 0);
			return {
				content: [{ type: "text", text }],
				usage: { ...noUsage, costUsd: 0, calls: 1, inputTokens, outputTokens: tokensOf(text) },
			};
		},
		{ id: `simulated-${role}-${world.seed}` },
	);
}
