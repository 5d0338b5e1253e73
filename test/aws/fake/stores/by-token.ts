import { isDeepStrictEqual } from "node:util";
import type { Loose } from "../loose.ts";
import { WireError } from "../wire-error.ts";

/** What an earlier create call with the same token made; null for a new token. A token belongs to one request. */
export function madeBefore<Made extends { readonly input: Loose }>(
	made: ReadonlyMap<string, Made | null>,
	token: "clientRequestToken" | "clientToken",
	input: Loose,
): Made | null {
	for (const before of made.values()) {
		if (before === null || input[token] === undefined || before.input[token] !== input[token]) continue;
		if (isDeepStrictEqual(before.input, input)) return before;
		throw new WireError("ConflictException", `The ${token} was used before with another request.`, 400);
	}
	return null;
}

/** Twelve characters, unlike for each thing made, alike in every run. */
export function shortId(kind: string, count: number): string {
	return `${kind}${count.toString(36).padStart(12 - kind.length, "0")}`;
}
