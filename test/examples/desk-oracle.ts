import type { TrajectorySet } from "../../src/agents/trajectory.ts";
import { type ModelRequest, textOf } from "../../src/model/model.ts";
import { lexicalJudge } from "../agents/lexical-judge.ts";

/**
 * A model that knows the answers of a set of trajectories: as the desk's agent it makes the call that a question needs and then
 * gives the expected answer, as a judge it goes by words. In the form of a local model: JSON, no tool calls of its own.
 */
export function deskOracle(set: Pick<TrajectorySet, "trajectories">) {
	const can = { json: true, tools: false, stream: true, logprobs: true };
	return lexicalJudge({ id: "oracle", can }, (request) => {
		if (request.system?.includes("You work in steps.") !== true) return undefined;
		return JSON.stringify({ thought: "As expected.", next: nextOf(request, set) });
	});
}

function nextOf({ system = "", messages }: ModelRequest, { trajectories }: Pick<TrajectorySet, "trajectories">) {
	const [opening = ""] = messages.map(({ content }) => textOf(content));
	const [, asked = ""] = /<question>([\s\S]*?)<\/question>/.exec(opening) ?? [];
	const question = trajectories.flatMap(({ questions }) => questions).find((one) => one.question === asked);
	const { answer = "", sql } = question?.expected ?? {};
	if (messages.length > 1) return { answer: { answer: answer === "" ? "This is what I found." : answer } };
	const offers = (tool: string) => system.includes(`\n- ${tool}: `);
	if (offers(sql === undefined ? "reader" : "analyst")) {
		return { tool: sql === undefined ? "reader" : "analyst", input: { question: asked } };
	}
	return sql === undefined ? { tool: "search", input: { query: asked } } : { tool: "query", input: { sql } };
}
