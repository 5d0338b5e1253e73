import type { Clock } from "../core/clock.ts";
import { throwIfAborted } from "../core/errors.ts";
import { abortError } from "../model/abort.ts";
import { type TokenBucket, tokenBucket } from "../model/middleware/token-bucket.ts";
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
	readonly start: () => void;
}

/** A lane of its own, with nobody in it. */
export function lane(clock: Clock): Lane {
	const pace = adaptiveConcurrency(mostConcurrency, startConcurrency);
	const queue: Waiting[] = [];
	let requests: TokenBucket | null = null;
	let tokens: TokenBucket | null = null;
	let said: LaneLimits = {};
	let underWay = 0;
	let closedUntilMs = 0;
	let alarm: AbortController | null = null;

	/** Starts as many of the first in the queue as may start now; sets an alarm for the next. */
	function advance(): void {
		alarm?.abort();
		alarm = null;
		for (let first = queue[0]; first !== undefined && underWay < pace.allowed; first = queue[0]) {
			const closedMs = closedUntilMs - clock.now();
			const waitMs = Math.max(0, closedMs, requests?.waitMs(1) ?? 0, tokens?.waitMs(first.tokens) ?? 0);
			if (waitMs > 0) {
				for (const waiting of queue) waiting.say(`waiting ${seconds(waitMs)}, quota`);
				wakeIn(waitMs);
				return;
			}
			requests?.take(1);
			tokens?.take(first.tokens);
			underWay++;
			queue.shift();
			first.start();
		}
	}

	function wakeIn(ms: number): void {
		const mine = new AbortController();
		alarm = mine;
		clock.sleep(ms, mine.signal).then(advance, () => {});
	}

	function leave(reserved: number, round: number, outcome: Outcome): void {
		tokens?.giveBack(reserved - outcome.usedTokens);
		if (outcome.succeeded) pace.succeeded();
		if (outcome.refusedMs !== null) {
			pace.refused(round);
			const closedMs = Math.min(outcome.refusedMs, longestClosedMs);
			closedUntilMs = Math.max(closedUntilMs, clock.now() + closedMs);
		}
		underWay--;
		advance();
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
			advance();
		},
		async enter(reserved, { signal, onStatus }) {
			throwIfAborted(signal);
			let waited = false;
			return new Promise((resolve, reject) => {
				const abandon = () => {
					queue.splice(queue.indexOf(waiting), 1);
					if (waited) onStatus?.("");
					reject(abortError(signal));
					advance();
				};
				const waiting: Waiting = {
					tokens: reserved,
					say: (text) => {
						waited = true;
						onStatus?.(text);
					},
					start: () => {
						signal?.removeEventListener("abort", abandon);
						if (waited) onStatus?.("");
						const { round } = pace;
						resolve((outcome) => leave(reserved, round, outcome));
					},
				};
				signal?.addEventListener("abort", abandon, { once: true });
				queue.push(waiting);
				advance();
			});
		},
	};
}

function seconds(ms: number): string {
	return ms < 950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
