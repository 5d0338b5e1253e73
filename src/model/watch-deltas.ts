import type { RunContext } from "./model.ts";

/**
 * The same context, and whether text has reached its `onDelta` yet: after that a call must not be made again, or the
 * reader would see the start of the answer twice.
 *
 * @example
 * watchDeltas({ seed: 1 }).started() // => false
 */
export function watchDeltas(context: RunContext): { readonly context: RunContext; readonly started: () => boolean } {
	const { onDelta } = context;
	if (onDelta === undefined) return { context, started: () => false };
	let started = false;
	const watched = (text: string) => {
		started = true;
		onDelta(text);
	};
	return { context: { ...context, onDelta: watched }, started: () => started };
}
