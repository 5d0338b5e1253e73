/** The simulator inside the process, for tests and for our own optimizers: no server, no waiting. */
import type { Model } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { noUsage } from "../../src/model/usage.ts";
import { chatOfRequest, tokensOf } from "./chat.ts";
import { answerProposer } from "./proposer.ts";
import { answerTask } from "./task.ts";
import type { World } from "./world.ts";

export type Role = "task" | "proposer";

/** A model of that world. */
export function simulatedModel(world: World, { role }: { readonly role: Role }): Model {
	return countingModel(world, { role }).model;
}

/** A model of that world, and what was asked of it so far. */
export function countingModel(
	world: World,
	{ role }: { readonly role: Role },
): { readonly model: Model; readonly calls: number; readonly tokens: number } {
	const answer = role === "task" ? answerTask : answerProposer;
	let tokens = 0;
	const model = scripted(
		(request) => {
			const chat = chatOfRequest(request);
			const text = answer(world, chat);
			const inputTokens = chat.turns.reduce((sum, turn) => sum + tokensOf(turn.text), 0);
			const outputTokens = tokensOf(text);
			tokens += inputTokens + outputTokens;
			return { content: [{ type: "text", text }], usage: { ...noUsage, calls: 1, inputTokens, outputTokens } };
		},
		{ id: `simulated-${role}-${world.seed}` },
	);
	return {
		model,
		get calls() {
			return model.calls;
		},
		get tokens() {
			return tokens;
		},
	};
}
