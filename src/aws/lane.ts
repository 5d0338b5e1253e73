import type { Clock } from "../core/clock.ts";
import { type TokenBucket, tokenBucket } from "../model/middleware/token-bucket.ts";
import { turnstile } from "../model/middleware/turnstile.ts";
import { waitWords } from "../model/middleware/wait-words.ts";
import type { RunContext } from "../model/model.ts";
import { adaptiveConcurrency } from "./adaptive-concurrency.ts";

/** What is known of a quota; undefined leaves what was said before. */
export interface LaneLimits {
	readonly concurrency?: number | undefined;
	readonly requestsPerMinute?: number | undefined;
	readonly tokensPerMinute?: number | undefined;
}

/** How a call went, for those behind it. */
export interface Outcome {
	readonly usedTokens: number;
	/** null: not refused for quota; else how long the service asked to wait, in milliseconds (0 where it did not say). */
	readonly refusedMs: number | null;
	readonly succeeded: boolean;
}

/** Everyone who shares one quota stands in one lane, first come, first served. */
export interface Lane {
	/** Sets the limits; the last said holds, since a quota is a fact about the account and not about a caller. */
	limit(limits: LaneLimits): void;
	/** Waits for its turn, and says so; an abort leaves the queue at once. The result is called once, when the call is over. */
	enter(tokens: number, context: Pick<RunContext, "signal" | "onStatus">): Promise<(outcome: Outcome) => void>;
}

const startConcurrency = 8;
const mostConcurrency = 64;
const longestClosedMs = 60_000; // quotas are by the minute; who is told to wait longer fails by itself

interface Waiting {
	readonly tokens: number;
	readonly say: (text: string) => void;
	/** The round of the pace in which it was let in. */
	round: number;
}

/** A lane of its own, with nobody in it. */
export function lane(clock: Clock): Lane {
	const pace = adaptiveConcurrency(mostConcurrency, startConcurrency);
	let requests: TokenBucket | null = null;
	let tokens: TokenBucket | null = null;
	let said: LaneLimits = {};
	let closedUntilMs = 0;
	const queue = turnstile<Waiting>(
		{
			allowed: () => pace.allowed,
			waitMs: (first) =>
				Math.max(0, closedUntilMs - clock.now(), requests?.waitMs(1) ?? 0, tokens?.waitMs(first.tokens) ?? 0),
			delay(waitMs, all) {
				for (const waiting of all) waiting.say(`waiting ${waitWords(waitMs)}, quota`);
			},
			admit(first) {
				requests?.take(1);
				tokens?.take(first.tokens);
				first.round = pace.round;
			},
		},
		clock,
	);

	function leave(reserved: number, round: number, outcome: Outcome): void {
		tokens?.giveBack(reserved - outcome.usedTokens);
		if (outcome.succeeded) pace.succeeded();
		if (outcome.refusedMs !== null) {
			pace.refused(round);
			const closedMs = Math.min(outcome.refusedMs, longestClosedMs);
			closedUntilMs = Math.max(closedUntilMs, clock.now() + closedMs);
		}
		queue.leave();
	}

	return {
		limit({ concurrency = said.concurrency, requestsPerMinute, tokensPerMinute }) {
			if (concurrency !== undefined) pace.raiseTo(concurrency);
			if (requestsPerMinute !== undefined && requestsPerMinute !== said.requestsPerMinute) {
				requests = tokenBucket(requestsPerMinute, clock);
			}
			if (tokensPerMinute !== undefined && tokensPerMinute !== said.tokensPerMinute) {
				tokens = tokenBucket(tokensPerMinute, clock);
			}
			said = {
				concurrency,
				requestsPerMinute: requestsPerMinute ?? said.requestsPerMinute,
				tokensPerMinute: tokensPerMinute ?? said.tokensPerMinute,
			};
			queue.advance();
		},
		async enter(reserved, { signal, onStatus }) {
			let waited = false;
			const waiting: Waiting = {
				tokens: reserved,
				say: (text) => {
					waited = true;
					onStatus?.(text);
				},
				round: pace.round,
			};
			try {
				await queue.enter(waiting, signal);
			} finally {
				if (waited) onStatus?.("");
			}
			return (outcome) => leave(reserved, waiting.round, outcome);
		},
	};
}
