import { pid } from "node:process";
import { type Clock, systemClock } from "../core/clock.ts";
import { startDeadline } from "../core/deadline.ts";
import { messageOf, throwIfAborted } from "../core/errors.ts";
import { type Random, random } from "../core/random.ts";
import { retryAfterMs } from "../core/retry-after.ts";
import { gzip } from "./gzip.ts";

export interface SendOptions {
	/** From sending to the last byte of the answer. Default 20 s. */
	readonly timeoutMs?: number;
	/** How often a request is sent at most, the first time included. Default 4. */
	readonly attempts?: number;
	/** The first wait is at most this long, each later one at most twice the one before. Default 500. */
	readonly baseMs?: number;
	/** When the server asks for a longer wait, give up and say so. Default 2 minutes. */
	readonly maxRetryAfterMs?: number;
	readonly clock?: Clock;
	/** The draws of the waits. Default: apart for each process. */
	readonly random?: Random;
}

export interface Sending {
	readonly method: "GET" | "POST";
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly gzip?: boolean;
	/**
	 * "any": whatever failed and may pass is sent again, right where the receiver knows a request that it has had.
	 * "refused": only what the server says it did not take (429, 503), so that nothing is made twice.
	 */
	readonly again: "any" | "refused";
}

export interface Accepted {
	readonly ok: true;
	readonly status: number;
	readonly body: unknown;
}

export interface Refused {
	readonly ok: false;
	/** Left out where no answer came. */
	readonly status?: number;
	readonly message: string;
	/** True when whatever is sent next would meet the same: no connection, a server that stays busy. */
	readonly everyone: boolean;
}

export type Answer = Accepted | Refused;

/** One try: a refusal says whether it may pass. */
type Try = Accepted | (Refused & { readonly mayPass: boolean; readonly waitMs?: number | null });

/**
 * Makes a sender that sends again what may pass (429, 5xx, no answer in time, a lost connection).
 *
 * It waits a uniform draw from [0, baseMs · 2^n] (full jitter), and never less than the server's Retry-After. Failures are
 * answers, not exceptions: an export goes on and counts them.
 *
 * @throws AbortedError, from the sender, as soon as the signal aborts
 * @see Brooker 2015, "Exponential Backoff and Jitter", AWS Architecture Blog
 */
export function sender(options: SendOptions = {}): (request: Sending, signal?: AbortSignal) => Promise<Answer> {
	const { attempts = 4, baseMs = 500, maxRetryAfterMs = 120_000, timeoutMs = 20_000, clock = systemClock } = options;
	const draws = options.random ?? random(`export ${pid} ${clock.now()}`);

	return async (request, signal) => {
		for (let attempt = 1; ; attempt++) {
			const tried = await sendOnce(request, timeoutMs, clock, signal);
			if (tried.ok) return tried;
			const { status, message, everyone, mayPass, waitMs } = tried;
			const answer: Refused = { ok: false, message, everyone, ...(status === undefined ? {} : { status }) };
			const refused = status === 429 || status === 503;
			if (!mayPass || (request.again === "refused" && !refused)) return answer;
			if ((waitMs ?? 0) > maxRetryAfterMs) {
				return { ...answer, message: `${message} (it asks to wait ${Math.round((waitMs ?? 0) / 1000)} s)` };
			}
			if (attempt >= attempts) {
				return { ...answer, message: attempts === 1 ? message : `${message} (gave up after ${attempts} tries)` };
			}
			await clock.sleep(Math.max(waitMs ?? 0, draws.next() * baseMs * 2 ** (attempt - 1)), signal);
		}
	};
}

async function sendOnce(request: Sending, timeoutMs: number, clock: Clock, signal?: AbortSignal): Promise<Try> {
	throwIfAborted(signal);
	const deadline = startDeadline(timeoutMs, signal);
	try {
		const response = await fetch(request.url, {
			...(await bodyOf(request)),
			method: request.method,
			redirect: "manual", // a POST that follows a redirect may arrive as a GET without its body
			signal: deadline.signal,
		});
		return readAnswer(response, await response.text(), clock);
	} catch (error) {
		throwIfAborted(signal);
		const found = deadline.isLate() ? `no answer within ${timeoutMs / 1000} s` : `no connection (${reasons(error)})`;
		return { ok: false, message: `found ${found}`, everyone: true, mayPass: true };
	} finally {
		deadline.clear();
	}
}

async function bodyOf({ body, headers, gzip: packed = false }: Sending): Promise<RequestInit> {
	if (body === undefined) return { headers };
	const typed = { ...headers, "content-type": "application/json" };
	if (!packed) return { headers: typed, body };
	return { headers: { ...typed, "content-encoding": "gzip" }, body: await gzip(body) };
}

function readAnswer(response: Response, text: string, clock: Clock): Try {
	const { status, headers } = response;
	if (response.ok) {
		const page = headers.get("content-type")?.includes("text/html") ?? false;
		if (!page) return { ok: true, status, body: parsed(text) };
		return {
			ok: false,
			status,
			message: "found a web page: the address is not that of an API",
			everyone: true,
			mayPass: false,
		};
	}
	if (status >= 300 && status < 400) {
		const place = headers.get("location") ?? "elsewhere";
		return { ok: false, status, message: `found that it has moved to ${place}`, everyone: true, mayPass: false };
	}
	const words = wordsOf(text);
	return {
		ok: false,
		status,
		message: `found ${status}${words === "" ? "" : `: ${words}`}`,
		everyone: status === 429 || status >= 500,
		mayPass: status === 408 || status === 429 || (status >= 500 && status !== 501),
		waitMs: retryAfterMs((name) => headers.get(name), clock.now()),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** What a server says of a refusal, on one line. */
function wordsOf(text: string): string {
	const body = parsed(text);
	const said = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
	const words = [said.message, said.error].filter((word) => typeof word === "string");
	const bare = text.trim() === "{}" ? "" : text.replace(/<[^>]*>/g, " ");
	const line = (words.length > 0 ? words.join(": ") : bare).replace(/\s+/g, " ").trim();
	return line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\.$/, "");
}

/** The codes and messages of an error and its causes: `fetch` hides the reason inside. */
function reasons(error: unknown): string {
	const words: string[] = [];
	for (let inner = error; inner instanceof Error && words.length < 3; inner = inner.cause) words.push(messageOf(inner));
	return words.filter((word) => word !== "").join(", ") || "unknown";
}
