import { ConfigError } from "../core/errors.ts";
import type { Answer, Sending } from "./send.ts";

/** A server during one export. */
export interface Line {
	/** Where it is, without a slash at its end. */
	readonly address: string;
	post(path: string, body: string, how?: Partial<Pick<Sending, "gzip" | "again">>): Promise<Answer>;
	get(path: string): Promise<Answer>;
}

/**
 * The way to a server for one export. Once it is found gone or busy to the last try, nothing more is tried: hundreds of
 * requests that each wait in vain would be of no use.
 *
 * @param who the function that the reader called
 * @throws ConfigError, from its calls, when the server refuses the keys: every further request would fail alike
 */
export function openLine(
	who: string,
	address: string,
	headers: Readonly<Record<string, string>>,
	send: (request: Sending) => Promise<Answer>,
	keys: { readonly advice: string; readonly secret: string },
): Line {
	let gone: string | null = null;

	async function call(request: Sending): Promise<Answer> {
		if (gone !== null) return { ok: false, message: `not tried, since an earlier request ${gone}`, everyone: true };
		const answer = await send(request);
		if (answer.ok) return answer;
		const message = keys.secret === "" ? answer.message : answer.message.replaceAll(keys.secret, "[key]");
		if (answer.status === 401 || answer.status === 403) {
			throw new ConfigError(`${who}: expected ${address} to accept the keys, ${message}. ${keys.advice}`);
		}
		if (answer.everyone) gone = message;
		return { ...answer, message };
	}
	return {
		address,
		post: (path, body, { gzip = false, again = "any" } = {}) =>
			call({ method: "POST", url: address + path, headers, body, gzip, again }),
		get: (path) => call({ method: "GET", url: address + path, headers, again: "any" }),
	};
}
