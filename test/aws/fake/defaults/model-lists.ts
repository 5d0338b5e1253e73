import { isEmbedder, type ModelFacts } from "../catalogue.ts";
import type { Loose } from "../loose.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

const longAgo = new Date("2025-01-01T00:00:00Z");

/** ListFoundationModels, ListInferenceProfiles, GetInferenceProfile, from the catalogue. */
export const modelLists = {
	ListFoundationModels(
		{ byProvider, byOutputModality, byInferenceType }: Loose,
		world: World,
		place: CallPlace,
	): Answer {
		const modelSummaries = world.models
			.filter(({ expired }) => !expired)
			.map((model) => summary(model, place.region))
			.filter(
				(model) =>
					(byProvider === undefined || model.providerName.toLowerCase() === byProvider.toLowerCase()) &&
					(byOutputModality === undefined || model.outputModalities.includes(byOutputModality)) &&
					(byInferenceType === undefined || model.inferenceTypesSupported.includes(byInferenceType)),
			);
		return { output: { modelSummaries } };
	},
	/** In pages of at most ten, so that a reader has to turn them. */
	ListInferenceProfiles(
		{ maxResults = 10, nextToken, typeEquals }: Loose,
		world: World,
		{ region }: CallPlace,
	): Answer {
		const all = typeEquals === "APPLICATION" ? [] : profiles(world, region);
		const start = Number(nextToken ?? 0);
		const end = start + Math.min(maxResults, 10);
		const more = end < all.length ? { nextToken: String(end) } : {};
		return { output: { inferenceProfileSummaries: all.slice(start, end), ...more } };
	},
	GetInferenceProfile({ inferenceProfileIdentifier }: Loose, world: World, { region }: CallPlace): Answer {
		const id = inferenceProfileIdentifier.split("/").at(-1);
		const found = profiles(world, region).find((profile) => profile.inferenceProfileId === id);
		if (found !== undefined) return { output: found };
		throw new WireError("ResourceNotFoundException", `The inference profile ${id} was not found.`, 404);
	},
};

function summary(model: ModelFacts, region: string) {
	const here = model.onDemand === "everywhere" || model.onDemand.includes(region);
	return {
		modelArn: modelArn(model.id, region),
		modelId: model.id,
		modelName: model.name,
		providerName: model.provider,
		inputModalities: ["TEXT"],
		outputModalities: [isEmbedder(model) ? "EMBEDDING" : "TEXT"],
		responseStreamingSupported: !isEmbedder(model),
		inferenceTypesSupported: here ? ["ON_DEMAND"] : [],
		modelLifecycle: { status: model.legacy ? "LEGACY" : "ACTIVE", startOfLifeTime: longAgo },
	};
}

const firstRegion: Readonly<Record<string, string>> = {
	us: "us-",
	eu: "eu-",
	apac: "ap-",
	jp: "ap-northeast-1",
	au: "ap-southeast-2",
	global: "",
};

function profiles(world: World, region: string) {
	return world.models
		.filter(({ expired }) => !expired)
		.flatMap((model) =>
			model.profiles
				.filter((geography) => region.startsWith(firstRegion[geography] ?? "none"))
				.map((geography) => ({
					inferenceProfileName: `${geography.toUpperCase()} ${model.name.replaceAll(/[^0-9a-zA-Z ]/g, "-")}`,
					inferenceProfileArn: `arn:aws:bedrock:${region || "us-east-1"}:${world.account}:inference-profile/${geography}.${model.id}`,
					inferenceProfileId: `${geography}.${model.id}`,
					models: [{ modelArn: modelArn(model.id, region) }],
					createdAt: longAgo,
					status: "ACTIVE",
					type: "SYSTEM_DEFINED",
				})),
		);
}

function modelArn(id: string, region: string): string {
	return `arn:aws:bedrock:${region || "us-east-1"}::foundation-model/${id}`;
}
