import { stableStringify } from "../core/json.ts";
import type { CallEnd } from "./agent-call.ts";
import type { CallRequest } from "./agent-form.ts";

export interface CallBook {
	/** Enters a call before it is made. @returns why it is not to be made, in words for the model; undefined when it may be */
	enter(call: CallRequest, step: number): string | undefined;
	/** Notes how a call ended: one that failed may be tried again. */
	settle(call: CallRequest, end: CallEnd): void;
	/** True once the same call was asked for a third time. */
	isLooping(): boolean;
}

interface Entry {
	readonly step: number;
	times: number;
	failed: boolean;
}

/**
 * Remembers an agent's calls by name and input, to see when it goes round in circles: the second time it is told, the third
 * ends it.
 *
 * @example
 * const book = callBook();
 * const call = { id: "1", name: "search", input: { query: "moon" } };
 * [book.enter(call, 1), book.enter(call, 2) === undefined, book.isLooping()] // => [undefined, false, false]
 * book.enter(call, 3);
 * book.isLooping() // => true
 */
export function callBook(): CallBook {
	const entries = new Map<string, Entry>();
	return {
		enter(call, step) {
			const entry = entries.get(keyOf(call));
			if (entry === undefined) {
				entries.set(keyOf(call), { step, times: 1, failed: false });
				return undefined;
			}
			entry.times++;
			if (entry.failed) return undefined;
			return `You made this very call before, in step ${entry.step}: use its result, make another call, or answer.`;
		},
		settle(call, end) {
			const entry = entries.get(keyOf(call));
			if (entry !== undefined && end !== "repeated") entry.failed = end !== "done";
		},
		isLooping: () => [...entries.values()].some(({ times }) => times >= 3),
	};
}

function keyOf({ name, input }: CallRequest): string {
	return stableStringify([name, input]);
}
