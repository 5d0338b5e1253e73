import type { Loose } from "../loose.ts";
import { refuse, WireError } from "../wire-error.ts";
import type { World } from "../world.ts";

/** The guardrail of an inline check or of a call exists, in that version. */
export function guardrailExists(input: Loose, world: World): void {
	const inline = input.guardrailConfig;
	const identifier: string | undefined = inline?.guardrailIdentifier ?? input.guardrailIdentifier;
	const version: string | undefined = inline?.guardrailVersion ?? input.guardrailVersion;
	if (identifier === undefined || identifier === "") return;
	if (version === undefined || version === "") refuse("The guardrail version is missing: name both, or none.");
	const id = identifier.split("/").at(-1) ?? "";
	const created = world.guardrails.get(id);
	const listed = world.options.guardrails;
	// One that this fake made has a draft alone.
	const exists =
		created === undefined ? listed === undefined || listed.includes(id) : created !== null && version === "DRAFT";
	if (exists) return;
	if (inline !== undefined || input.modelId !== undefined)
		refuse("The guardrail identifier or version provided in the request does not exist.");
	throw new WireError(
		"ResourceNotFoundException",
		"The guardrail identifier or version provided in the request does not exist.",
		404,
	);
}
