import { anyModel, type ModelFacts } from "./catalogue.ts";
import { refuse, WireError } from "./wire-error.ts";
import type { World } from "./world.ts";

const geographies: Readonly<Record<string, RegExp>> = {
	us: /^us-(east|west)/,
	"us-gov": /^us-gov/,
	eu: /^eu-/,
	apac: /^ap-/,
	jp: /^ap-northeast-[13]$/,
	au: /^ap-southeast-[24]$/,
	global: /./,
};

/** The model behind an id, a profile or an ARN, refused as Bedrock refuses it where it cannot be called so. */
export function findModel(world: World, modelId: string, region: string): ModelFacts {
	const named = /^arn:.*:(foundation-model|inference-profile)\/(.+)$/.exec(modelId)?.[2] ?? modelId;
	// Application profiles, provisioned and custom models hide their family.
	if (named.startsWith("arn:")) return anyModel(named);
	const [, geography, id = named] = /^(us|us-gov|eu|apac|jp|au|global)\.(.+)$/.exec(named) ?? [];
	const model = world.models.find((known) => known.id === id);
	if (model === undefined || model.expired) refuse("The provided model identifier is invalid.");
	if (world.options.noAccess?.some((closed) => closed === id || closed === named))
		throw new WireError(
			"AccessDeniedException",
			"You don't have access to the model with the specified model ID.",
			403,
		);
	if (geography === undefined) {
		if (model.onDemand !== "everywhere" && region !== "" && !model.onDemand.includes(region))
			refuse(
				`Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
			);
		return model;
	}
	const here = region === "" || geographies[geography]?.test(region);
	if (!model.profiles.includes(geography) || !here) refuse("The provided model identifier is invalid.");
	return model;
}
