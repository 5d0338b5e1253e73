import { ModelError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import { retryAfterMs } from "../core/retry-after.ts";

/** What an error says of the server, and asks of it. */
export interface Endpoint {
	readonly baseURL: string;
	readonly model: string;
	/** The names of the models there are; null when the server does not say. */
	models(): Promise<readonly string[] | null>;
	/** Takes the key out of a text that is to be shown. */
	redact(text: string): string;
}

/** A refusal by the server, in our words: what was asked, what it said, what to do. */
export async function httpError(server: Endpoint, response: Response, hasKey: boolean): Promise<ModelError> {
	const { status, headers } = response;
	const said = readProblem(await response.text().catch(() => ""));
	const hint = await hintFor(server, status, said, hasKey);
	const noCredit = said.code === "insufficient_quota";
	const requestId = headers.get("x-request-id") ?? headers.get("request-id") ?? undefined;
	const waitMs = retryAfterMs((name) => headers.get(name), Date.now());
	const words = said.message === "" ? "" : `: ${server.redact(said.message).replace(/\.$/, "")}`;
	return new ModelError(
		`openai: expected an answer of ${server.model} at ${server.baseURL}, found ${status}${words}.${hint === "" ? "" : ` ${hint}`}`,
		{
			model: server.model,
			status,
			...(requestId === undefined ? {} : { requestId }),
			...(waitMs === null ? {} : { retryAfterMs: waitMs }),
			retryable:
				!noCredit && ([408, 409, 425, 429].includes(status) || (status >= 500 && ![501, 505].includes(status))),
			systemic: noCredit || [401, 403, 404].includes(status),
		},
	);
}

/** A connection that was refused (every further call would be), or lost on the way (the next may go through). */
export function lostConnection(server: Endpoint, error: unknown): ModelError {
	const words = reasons(error);
	const absent =
		/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connection refused|dns error|failed to lookup|bad port|blocked/i.test(words);
	const found = absent
		? `found no connection (${words}): is the server running at ${server.baseURL}?`
		: `found the connection lost (${words}). It may go through again.`;
	return new ModelError(`openai: expected an answer of ${server.model} at ${server.baseURL}, ${found}`, {
		model: server.model,
		retryable: !absent,
		systemic: absent,
		cause: error,
	});
}

export function timedOut(server: Endpoint, timeoutMs: number): ModelError {
	return new ModelError(
		`openai: expected an answer of ${server.model} at ${server.baseURL} within ${timeoutMs / 1000} s, found none. Raise timeoutMs, or lower maxTokens.`,
		{ model: server.model, retryable: true },
	);
}

/** An answer that is not in the form of the API (asking again helps nothing), or a stream that broke (it may). */
export function brokenAnswer(server: Endpoint, found: string, retryable: boolean): ModelError {
	const hint = retryable ? "" : " Check that this is an OpenAI-compatible server.";
	return new ModelError(
		`openai: expected an answer of ${server.model} at ${server.baseURL}, found ${server.redact(found)}.${hint}`,
		{ model: server.model, retryable },
	);
}

interface Problem {
	readonly message: string;
	readonly code: string;
}

/** `{error: {message, code}}`, `{error: "…"}`, `{message}`, `{detail}` or plain text: servers differ. */
export function readProblem(text: string): Problem {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return { message: shorten(text.replace(/<[^>]*>/g, " ")), code: "" };
	}
	const outer = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
	const error = outer.error ?? outer;
	if (typeof error === "string") return { message: shorten(error), code: "" };
	const { message, detail, code } = error as Record<string, unknown>;
	const words = message ?? detail ?? "";
	return { message: shorten(typeof words === "string" ? words : JSON.stringify(words)), code: String(code ?? "") };
}

async function hintFor(server: Endpoint, status: number, said: Problem, hasKey: boolean): Promise<string> {
	if (said.code === "insufficient_quota") return "The account has no credit left.";
	if (status === 401 || status === 403) return hasKey ? "Check apiKey and its rights." : "Pass apiKey.";
	if (status === 404) {
		const models = await server.models();
		if (models === null) return 'Check baseURL (it mostly ends in "/v1").';
		if (models.length === 0) return "The server has no models yet.";
		const nearest = models.includes(server.model) ? null : nearestName(server.model, models);
		const guess = nearest === null ? "" : `Did you mean "${nearest}"? `;
		return `${guess}The server has: ${models.slice(0, 12).join(", ")}.`;
	}
	if (status === 400 || status === 422) {
		if (/context.{0,20}(length|size|window)|n_ctx|too many tokens/i.test(said.message + said.code)) {
			return "Shorten the prompt, lower maxTokens, or take a model with a longer context.";
		}
		if (/response_format|json_schema|guided|grammar/i.test(said.message)) {
			return "If the server does not constrain output to a JSON Schema, pass can: { json: false }: the prompt then asks for it in words.";
		}
		if (/max_completion_tokens/.test(said.message)) return 'Pass maxTokensField: "max_completion_tokens".';
	}
	return "";
}

/** The messages and codes of an error and its causes: `fetch` hides the reason inside. */
function reasons(error: unknown): string {
	const words: string[] = [];
	for (let inner = error; inner instanceof Error && words.length < 4; inner = inner.cause) {
		const code = "code" in inner ? String(inner.code) : "";
		words.push(inner.message || code);
		if (code !== "" && !inner.message.includes(code)) words.push(code);
	}
	return words.join(", ") || String(error);
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
