/** Reads a prompt as the simulated task model does: which hints and demonstrations stand in it, and what is asked. */
import { askedText, type Chat } from "./chat.ts";
import { departments, findTicket, ticket } from "./tickets.ts";
import type { PromptFacts, World } from "./world.ts";

export interface ReadPrompt extends PromptFacts {
	/** The ticket to answer; absent where none is asked. */
	readonly ticket?: number;
	/** The prompt without the ticket: another wording, another order or another demo is another prompt. */
	readonly text: string;
}

/**
 * Demonstrations are pairs of turns before the last ticket, as every framework here sends them. Hints count wherever they
 * stand outside the model's own turns, and only once.
 */
export function readPrompt(world: World, chat: Chat): ReadPrompt {
	const { turns } = chat;
	const last = turns.findLastIndex(({ role, text }) => role === "user" && findTicket(text) !== undefined);
	const demos = turns.slice(0, Math.max(0, last)).flatMap(({ role, text }, index) => {
		const found = role === "user" ? findTicket(text) : undefined;
		const answer = turns[index + 1];
		if (found === undefined || answer?.role !== "assistant") return [];
		return [{ ticket: found.number, right: saysLabel(answer.text, ticket(world, found.number).label) }];
	});
	const asked = findTicket(turns[last]?.text ?? "");
	return {
		hints: hintsIn(world, askedText(chat)),
		demos,
		text: turns.map(({ text }, index) => (index === last ? text.replace(asked?.question ?? "", "") : text)).join("\n"),
		...(asked === undefined ? {} : { ticket: asked.number }),
	};
}

/** The hints of a world that stand in a text, however its lines are broken and its letters cased. */
export function hintsIn(world: World, text: string): Set<number> {
	const plain = plainText(text);
	return new Set(world.hints.flatMap(({ sentence }, hint) => (plain.includes(plainText(sentence)) ? [hint] : [])));
}

function plainText(text: string): string {
	return text.toLowerCase().replace(/\s+/g, " ");
}

// The last department that is named counts, as a reason may name others before.
function saysLabel(answer: string, label: string): boolean {
	return (
		answer
			.toLowerCase()
			.match(new RegExp(`\\b(${departments.join("|")})\\b`, "g"))
			?.at(-1) === label
	);
}
