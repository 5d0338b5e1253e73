import { isTouchstoneError, ModelError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import type { ModelRequest } from "../model/model.ts";
import { type BedrockOptions, bedrockSettings } from "./bedrock-options.ts";
import { clientSettings, regionOf, send } from "./connection.ts";
import { converseRequest } from "./converse-request.ts";
import { resolveModel, rowOf } from "./resolve-model.ts";

export interface CountTokensOptions extends Omit<BedrockOptions, "attempts" | "price" | "serviceTier"> {
	readonly signal?: AbortSignal;
}

/**
 * How many input tokens a request has, as Bedrock itself counts and bills them. The count is free; nothing is generated.
 *
 * AWS counts for some models only, Anthropic's above all. Whether it wants a model's own id or that of an inference profile
 * differs by model and region, so the second is tried where the first is refused.
 *
 * @param id as for `aws.bedrock`
 * @returns tokens, an integer >= 1
 * @throws ConfigError for a misspelt name, or a request that Converse would refuse
 * @throws ModelError where AWS does not count for this model
 * @see Amazon Bedrock User Guide, "Monitor your token usage by counting tokens before running inference"
 * @example
 * typeof countTokens // => "function"
 */
export async function countTokens(
	id: string,
	request: ModelRequest,
	options: CountTokensOptions = {},
): Promise<number> {
	const who = "aws.countTokens";
	const region = regionOf(options) ?? undefined;
	const { geography, family, signal } = options;
	const resolved = resolveModel(id, { region, geography, family });
	const { input } = converseRequest(bedrockSettings(`${who}: ${id}`, resolved, options), request);
	const { messages, system, toolConfig, additionalModelRequestFields } = input;
	const converse = { messages, system, toolConfig, additionalModelRequestFields };

	const { BedrockRuntimeClient, CountTokensCommand } = await loadPeer(
		"@aws-sdk/client-bedrock-runtime",
		who,
		() => import("@aws-sdk/client-bedrock-runtime"),
	);
	const client = new BedrockRuntimeClient(clientSettings(options, 4));
	type Wire = ConstructorParameters<typeof CountTokensCommand>[0];
	async function count(modelId: string): Promise<number> {
		const about = { who, operation: "CountTokens", model: id, ...(region === undefined ? {} : { region }) };
		// our types are the SDK's, but for `readonly`
		const command = new CountTokensCommand({ modelId, input: { converse } } as unknown as Wire);
		const { inputTokens = 0 } = await send(client, command, about, signal);
		return inputTokens;
	}
	const own = rowOf(resolved.modelId)?.id ?? resolved.modelId;
	try {
		return await count(own).catch((error: unknown) => {
			if (own === resolved.modelId || !isRefusal(error)) throw error;
			return count(resolved.modelId);
		});
	} catch (error) {
		throw isRefusal(error) && /counting tokens/i.test(error.message) ? notCounted(id, error) : error;
	} finally {
		client.destroy();
	}
}

function isRefusal(error: unknown): error is ModelError {
	return isTouchstoneError(error) && error.code === "model" && (error as ModelError).status === 400;
}

function notCounted(id: string, error: ModelError): ModelError {
	return new ModelError(
		`aws.countTokens: expected a model whose tokens AWS counts, found ${id}, for which it does not. ` +
			"Take one of Anthropic's, or read the usage of a first answer.",
		{ model: id, status: 400, retryable: false, systemic: true, cause: error },
	);
}
