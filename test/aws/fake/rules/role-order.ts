import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";

/** Turns alternate, from a user's to a user's. */
export function roleOrder({ messages = [] }: Loose): void {
	const roles: readonly string[] = messages.map((message: Loose) => message.role);
	if (roles[0] !== "user")
		refuse(
			"A conversation must start with a user message. Try again with a conversation that starts with a user message.",
		);
	if (roles.some((role, index) => role === roles[index - 1]))
		refuse(
			"A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.",
		);
	if (roles.at(-1) !== "user")
		refuse("This model does not support assistant message prefill. The conversation must end with a user message.");
}
