import type { FoundationModelSummary, InferenceProfileSummary } from "@aws-sdk/client-bedrock";
import { loadPeer } from "../core/peer.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import { awsError } from "./errors.ts";
import { type Geography, splitGeography } from "./geography.ts";
import { rowOf } from "./resolve-model.ts";

export interface ListedModel {
	readonly id: string;
	readonly name: string;
	readonly provider: string;
	/** The short name of touchstone's own table; null for a model it does not know. */
	readonly alias: string | null;
	/** "text", "image", … */
	readonly input: readonly string[];
	/** "text", "embedding", … */
	readonly output: readonly string[];
	readonly streams: boolean;
	/** Answers to its own id in this region; else pass the id of a profile. */
	readonly onDemand: boolean;
	readonly profiles: readonly ListedProfile[];
	readonly lifecycle: "active" | "legacy";
	/** ISO dates; null where AWS names none. */
	readonly legacySince: string | null;
	readonly endOfLife: string | null;
}

export interface ListedProfile {
	/** What is passed as the model. */
	readonly id: string;
	/** Where requests may be carried; null for a profile of the account's own, which says it nowhere. */
	readonly geography: Geography | null;
}

export interface ModelList extends Displayable {
	readonly region: string;
	readonly models: readonly ListedModel[];
}

export interface ListModelsOptions extends AwsOptions {
	/** "Amazon", "Anthropic", "Meta", …; default: all. */
	readonly provider?: string;
	readonly signal?: AbortSignal;
}

const who = "aws.models";

/**
 * The models of Bedrock in a region, with their inference profiles and how long they live, as AWS lists them now.
 *
 * Two read-only calls, which cost nothing. That a model is listed does not mean that the account may use it.
 *
 * @throws ConfigError when no credentials or no region are found
 * @throws MissingDependencyError when @aws-sdk/client-bedrock is not installed
 * @throws ModelError when AWS refused (the right bedrock:ListFoundationModels is missing) or was not reached
 * @see "ListFoundationModels" and "ListInferenceProfiles", Amazon Bedrock API reference
 * @example
 * typeof listModels // => "function"
 */
export async function listModels(options: ListModelsOptions = {}): Promise<ModelList> {
	const { provider, signal } = options;
	const bedrock = await loadPeer("@aws-sdk/client-bedrock", who, () => import("@aws-sdk/client-bedrock"));
	const client = new bedrock.BedrockClient(clientSettings(options));
	try {
		const region = await client.config.region().catch((error: unknown) => {
			throw awsError(error, { who, operation: "ListFoundationModels" });
		});
		const byProvider = provider === undefined ? {} : { byProvider: provider };
		const { modelSummaries = [] } = await send(
			client,
			new bedrock.ListFoundationModelsCommand(byProvider),
			{ who, operation: "ListFoundationModels", region },
			signal,
		);
		const profiles: InferenceProfileSummary[] = [];
		let nextToken: string | undefined;
		do {
			const page = await send(
				client,
				new bedrock.ListInferenceProfilesCommand({
					maxResults: 1000,
					...(nextToken === undefined ? {} : { nextToken }),
				}),
				{ who, operation: "ListInferenceProfiles", region },
				signal,
			);
			profiles.push(...(page.inferenceProfileSummaries ?? []));
			nextToken = page.nextToken;
		} while (nextToken !== undefined);

		const models = modelSummaries.map((summary) => listed(summary, profiles)).sort(byProviderAndId);
		return displayable({ region, models }, viewOf);
	} finally {
		client.destroy();
	}
}

function listed(summary: FoundationModelSummary, profiles: readonly InferenceProfileSummary[]): ListedModel {
	const id = summary.modelId ?? "";
	const { modelLifecycle: life } = summary;
	return {
		id,
		name: summary.modelName ?? id,
		provider: summary.providerName ?? "",
		alias: rowOf(id)?.alias ?? null,
		input: (summary.inputModalities ?? []).map((each) => each.toLowerCase()),
		output: (summary.outputModalities ?? []).map((each) => each.toLowerCase()),
		streams: summary.responseStreamingSupported ?? false,
		onDemand: summary.inferenceTypesSupported?.includes("ON_DEMAND") ?? false,
		profiles: profiles
			.filter(({ models }) => models?.some(({ modelArn }) => modelArn?.endsWith(`/${id}`)))
			.map(profileOf),
		lifecycle: life?.status === "LEGACY" ? "legacy" : "active",
		legacySince: day(life?.legacyTime),
		endOfLife: day(life?.endOfLifeTime),
	};
}

function profileOf(profile: InferenceProfileSummary): ListedProfile {
	const own = profile.type === "APPLICATION";
	const id = (own ? profile.inferenceProfileArn : profile.inferenceProfileId) ?? "";
	return { id, geography: own ? null : splitGeography(id).geography };
}

function day(date: Date | undefined): string | null {
	return date === undefined ? null : date.toISOString().slice(0, 10);
}

function byProviderAndId(a: ListedModel, b: ListedModel): number {
	const [left, right] = [`${a.provider} ${a.id}`, `${b.provider} ${b.id}`];
	return left < right ? -1 : left > right ? 1 : 0;
}

function viewOf({ region, models }: Omit<ModelList, "view">): View {
	const rows = models.map((model) => ({
		...model,
		called: [
			...(model.onDemand ? ["by its id"] : []),
			...model.profiles.map(({ id, geography }) =>
				geography === null ? (id.split("/").at(-1) ?? id) : `${geography}.`,
			),
		].join(" "),
		modalities: `${model.input.join("+")} → ${model.output.join("+")}`,
		life: model.endOfLife === null ? model.lifecycle : `${model.lifecycle} until ${model.endOfLife}`,
	}));
	return table({
		caption: `Bedrock models in ${region}`,
		columns: [
			{ key: "id", label: "Id" },
			{ key: "alias", label: "Short name" },
			{ key: "modalities", label: "Reads → writes" },
			{ key: "called", label: "Called" },
			{
				key: "life",
				label: "Life",
				format: (life, row) => (row.lifecycle === "legacy" ? { text: life, mark: "warning" } : life),
			},
		],
		rows,
		width: 150, // an id that is cut is of no use
		note: '"us." under Called: pass that geography before the id ("us.…"); requests may then be carried anywhere in it.',
	}).view();
}
