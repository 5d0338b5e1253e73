import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";

/** Each call of a tool is answered in the very next turn, no other is, and the tools are named again. */
export function toolPairing({ messages = [], toolConfig }: Loose): void {
	let called: readonly string[] = [];
	let anyBlock = false;
	for (const [index, message] of messages.entries()) {
		const uses = blocks(message, "toolUse");
		const results = blocks(message, "toolResult");
		anyBlock ||= uses.length + results.length > 0;
		checkUses(uses, message.role, index);
		const answered: readonly string[] = results.map((result) => result.toolUseId);
		if (new Set(answered).size < answered.length)
			refuse(`messages.${index}.content contains duplicate toolResult ids.`);
		if (answered.length > called.length)
			refuse(
				`The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`,
			);
		const missing = called.filter((id) => !answered.includes(id));
		if (missing.length > 0)
			refuse(`Expected toolResult blocks at messages.${index}.content for the following Ids: ${missing.join(", ")}`);
		called = uses.map((use) => use.toolUseId);
	}
	if (anyBlock && toolConfig === undefined)
		refuse("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
}

function checkUses(uses: readonly Loose[], role: string, index: number): void {
	if (uses.length > 0 && role !== "assistant") refuse(`messages.${index}: toolUse blocks belong in assistant messages`);
	for (const { input } of uses) {
		if (typeof input !== "object" || input === null || Array.isArray(input))
			refuse(
				`The format of the value at messages.${index}.content.toolUse.input is invalid. Provide a json object for the field and try again.`,
			);
	}
	if (new Set(uses.map((use) => use.toolUseId)).size < uses.length)
		refuse(`messages.${index}.content contains duplicate toolUse ids.`);
}

function blocks(message: Loose, kind: string): Loose[] {
	return message.content.map((block: Loose) => block[kind]).filter((block: Loose) => block !== undefined);
}
