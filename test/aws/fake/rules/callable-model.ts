import { isEmbedder } from "../catalogue.ts";
import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** Converse: a chat model, known, open to the account, called by an id or profile that this region answers to. */
export function callableModel(input: Loose, world: World, { region }: CallPlace): void {
	if (isEmbedder(findModel(world, input.modelId, region)))
		refuse("This action doesn't support the model that you provided. Try again with a supported text or chat model.");
}

/** CountTokens: Anthropic's models, by the bare id or a profile. */
export function countableModel(input: Loose, world: World): void {
	// The region is left out: no profile is needed, since nothing runs.
	const { family } = findModel(world, input.modelId, "");
	if (family !== "anthropic" && family !== "any") refuse("The provided model doesn't support counting tokens.");
}
