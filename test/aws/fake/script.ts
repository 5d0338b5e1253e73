import type { Answer, AnswerOf, LoggedCall } from "./types.ts";

export interface Scripts {
	set(operation: string, answers: readonly (Answer | AnswerOf)[]): void;
	/** The next answer of an operation; null when nobody scripted it. */
	next(operation: string, input: unknown, call: LoggedCall): Answer | null;
}

export function makeScripts(): Scripts {
	const left = new Map<string, (Answer | AnswerOf)[]>();
	return {
		set: (operation, answers) => void left.set(operation, [...answers]),
		next(operation, input, call) {
			const answers = left.get(operation);
			// The last one repeats.
			const answer = answers === undefined || answers.length > 1 ? answers?.shift() : answers[0];
			if (answer === undefined) return null;
			return typeof answer === "function" ? answer(input, call) : answer;
		},
	};
}
