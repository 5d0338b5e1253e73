import type { Program } from "../../program/program.ts";
import { around } from "./around.ts";
import { judgeStep } from "./judge-step.ts";
import { numberedLines } from "./numbered-lines.ts";

/** A text to be split, and the question that it answers: "He did." states nothing without it. */
export interface Answered {
	readonly question: string;
	readonly text: string;
}

/**
 * Splits a text into statements that stand alone: one fact each, names in the place of pronouns.
 *
 * A blank text has none, and the model is not asked.
 *
 * @example
 * const said = scripted(["<statements>1. Ada Lovelace wrote a program.\n2. Ada Lovelace was a countess.</statements>"]);
 * const split = statements().using(said);
 * (await split.run({ question: "Who was Ada?", text: "She wrote a program and was a countess." })).output.length // => 2
 */
export function statements(): Program<Answered, readonly string[]> {
	const step = judgeStep({
		name: "statements",
		instructions: [
			"Split the text into short statements, one fact each.",
			"Every statement must be understood alone: write names, not he, she, it or they.",
			"Say only what the text says. Leave out questions and politeness.",
		].join("\n"),
		reads: ["question", "text"],
		writes: { statements: numberedLines("one statement") },
	});
	return around(step, {}, async (inner, { question, text }, context) => {
		if (text.trim() === "") return [];
		return (await inner.run({ question, text }, context)).output.statements;
	});
}
