import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** A batch runs a model that could be called; the input is a .jsonl file or a folder, the output a folder. */
export function batchModel(input: Loose, world: World, { region }: CallPlace): void {
	findModel(world, input.modelId, region);
	const { s3Uri } = input.inputDataConfig.s3InputDataConfig;
	if (!s3Uri.endsWith(".jsonl") && !s3Uri.endsWith("/"))
		refuse(`The input ${s3Uri} is neither a .jsonl file nor a folder.`);
}

const mostTargets = 5;

export function advancedModels({ modelConfigurations }: Loose, world: World): void {
	if (modelConfigurations.length === 0 || modelConfigurations.length > mostTargets)
		refuse(`Expected 1 to ${mostTargets} model configurations, found ${modelConfigurations.length}.`);
	for (const { modelId } of modelConfigurations) findModel(world, modelId, "");
}

export function promptTarget({ targetModelId }: Loose, world: World): void {
	findModel(world, targetModelId, "");
}
