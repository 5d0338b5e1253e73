import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** The most tokens a model writes; Claude's newer models draw by temperature or by nucleus, not both. */
export function inferenceLimits({ inferenceConfig = {}, modelId }: Loose, world: World, { region }: CallPlace): void {
	const { maxTokens: most, family, id } = findModel(world, modelId, region);
	const { maxTokens, temperature, topP } = inferenceConfig;
	if (maxTokens > most)
		refuse(
			`The maximum tokens you requested exceeds the model limit of ${most}. Try again with a maximum tokens value that is lower than ${most}.`,
		);
	const newer = family === "anthropic" && /-4-[56]/.test(id);
	if (newer && temperature !== undefined && topP !== undefined)
		refuse(
			"The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model. Please use only one.",
		);
}
