import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../core/clock.ts";

/**
 * A name for one `apply`: everything that it creates carries it, in the ledger and as a tag.
 *
 * @example
 * newRunId().startsWith("run-") // => true
 */
export function newRunId(clock: Clock = systemClock): string {
	const day = new Date(clock.now()).toISOString().slice(0, 10);
	return `run-${day}-${randomUUID().slice(0, 8)}`;
}

/** The tags of everything that touchstone creates, by which it can be found in the console too. */
export function resourceTags(runId: string, expiresAt?: string): Readonly<Record<string, string>> {
	return {
		"created-by": "touchstone",
		"touchstone-run": runId,
		...(expiresAt === undefined ? {} : { "touchstone-expires": expiresAt }),
	};
}
