import { hash } from "../core/hash.ts";
import type { ModelRequest } from "./model.ts";

/**
 * The name under which caches and tapes keep an answer: a hash of who answers and of all that was asked.
 *
 * `sample` is part of it, so repeats of one request stay different; the first sample, 0, is the same as none.
 *
 * @param identity `Model.identity`, which holds endpoint and revision: never the model's name alone
 * @returns 64 hex digits
 * @example
 * requestKey("m", { messages: [] }) === requestKey("m", { messages: [], sample: 0 }) // => true
 */
export function requestKey(identity: string, request: ModelRequest): string {
	const { sample, ...rest } = request;
	return hash({ identity, request: sample === 0 ? rest : request });
}
