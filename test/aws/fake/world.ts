import type { Answer, FakeOptions } from "./types.ts";

/** What the fake knows between calls. */
export interface World {
	readonly options: FakeOptions;
	/** The scripted or usual answer to an operation, for jobs that make calls of their own. */
	answerTo(operation: string, input: unknown): Answer;
}
