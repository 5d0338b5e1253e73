import { abortError } from "./abort-error.ts";

/** A slot of the engine that remembers the tokens it computed last. */
export interface Slot {
	readonly contextTokens: readonly number[];
}

export interface SequencePool<S extends Slot> {
	/** The free slot that remembers most of this prompt; waits in line while none is free. */
	borrow(prompt: readonly number[], signal?: AbortSignal): Promise<S>;
	giveBack(slot: S): void;
}

/** Hands out slots, first come, first served. */
export function sequencePool<S extends Slot>(slots: readonly S[]): SequencePool<S> {
	const free = [...slots];
	const line: ((slot: S) => void)[] = [];

	return {
		async borrow(prompt, signal) {
			if (signal?.aborted) throw abortError(signal);
			const best = bestSlot(
				free.map((slot) => slot.contextTokens),
				prompt,
			);
			const slot = best === null ? undefined : free.splice(best, 1)[0];
			if (slot !== undefined) return slot;
			return new Promise((resolve, reject) => {
				const take = (given: S) => {
					signal?.removeEventListener("abort", leave);
					resolve(given);
				};
				const leave = () => {
					line.splice(line.indexOf(take), 1);
					reject(abortError(signal));
				};
				line.push(take);
				signal?.addEventListener("abort", leave, { once: true });
			});
		},
		giveBack(slot) {
			const next = line.shift();
			if (next) next(slot);
			else free.push(slot);
		},
	};
}

/**
 * Which memory serves a prompt best: the one with the longest common beginning; among equals the shortest one, so
 * that an unrelated prompt does not wipe out a beginning that the next row could have used.
 *
 * @returns an index into `memories`; null when there is none
 * @example
 * bestSlot([[1, 2, 3, 9], [1, 2, 7], []], [1, 2, 7, 8]) // => 1
 */
export function bestSlot(memories: readonly (readonly number[])[], prompt: readonly number[]): number | null {
	let best: number | null = null;
	let longest = -1;
	let shortest = Number.POSITIVE_INFINITY;
	memories.forEach((memory, index) => {
		const common = commonPrefix(memory, prompt);
		if (common > longest || (common === longest && memory.length < shortest)) {
			best = index;
			longest = common;
			shortest = memory.length;
		}
	});
	return best;
}

/**
 * How many tokens two lists share from the start.
 *
 * @example
 * commonPrefix([1, 2, 3], [1, 2, 4]) // => 2
 */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
	const end = Math.min(a.length, b.length);
	let index = 0;
	while (index < end && a[index] === b[index]) index++;
	return index;
}
