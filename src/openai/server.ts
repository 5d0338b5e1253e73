import { startDeadline } from "../core/deadline.ts";
import { ConfigError, isTouchstoneError, throwIfAborted } from "../core/errors.ts";
import { type Endpoint, httpError, lostConnection, timedOut } from "./errors.ts";

export interface ServerOptions {
	readonly baseURL: string;
	readonly model: string;
	readonly apiKey?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly timeoutMs?: number;
}

/** One model's server: where it is, and a way to send to it that turns every failure into our own errors. */
export interface Server extends Endpoint {
	readonly host: string;
	/** Sends JSON and has the answer read, within the time limit. */
	post<T>(
		path: string,
		body: unknown,
		signal: AbortSignal | undefined,
		read: (response: Response) => Promise<T>,
	): Promise<T>;
}

/** @throws ConfigError when `baseURL` is no http address */
export function connect(options: ServerOptions): Server {
	const { apiKey, model, timeoutMs = 600_000 } = options;
	const url = URL.canParse(options.baseURL) ? new URL(options.baseURL) : null;
	if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "") {
		throw new ConfigError(
			`openai: expected baseURL to be like "http://127.0.0.1:11434/v1", found "${url?.username ? "one with a user name" : options.baseURL}".`,
		);
	}
	const baseURL = options.baseURL.replace(/\/+$/, "");
	const headers: Record<string, string> = { "content-type": "application/json", ...options.headers };
	if (apiKey !== undefined) headers.authorization = `Bearer ${apiKey}`;

	const server: Server = {
		baseURL,
		host: url.host,
		model,
		redact: (text) => (apiKey ? text.replaceAll(apiKey, "[key]") : text),
		async models() {
			try {
				const response = await fetch(`${baseURL}/models`, { headers, signal: AbortSignal.timeout(5000) });
				const listed = (await response.json()) as { data?: readonly { id?: unknown }[] };
				return listed.data?.map(({ id }) => String(id)) ?? null;
			} catch {
				return null; // a help for an error message, nothing more
			}
		},
		async post(path, body, signal, read) {
			throwIfAborted(signal);
			const deadline = startDeadline(timeoutMs, signal);
			try {
				const response = await fetch(baseURL + path, {
					method: "POST",
					headers,
					body: JSON.stringify(body),
					signal: deadline.signal,
				});
				if (!response.ok) throw await httpError(server, response, apiKey !== undefined);
				return await read(response);
			} catch (error) {
				throwIfAborted(signal);
				if (deadline.isLate()) throw timedOut(server, timeoutMs);
				throw isTouchstoneError(error) ? error : lostConnection(server, error);
			} finally {
				deadline.clear();
			}
		},
	};
	return server;
}
