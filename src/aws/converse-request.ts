import { ConfigError } from "../core/errors.ts";
import type { ModelRequest } from "../model/model.ts";
import { converseMessages } from "./converse-messages.ts";
import { type JsonMode, outputParts } from "./converse-output.ts";
import { type ReasoningOptions, reasoningParts } from "./converse-reasoning.ts";
import { fitsNative } from "./converse-schema.ts";
import { converseTools } from "./converse-tools.ts";
import type { ConverseInput, ConverseMessage } from "./converse-types.ts";
import type { BedrockCapabilities, ModelFamily } from "./model-table.ts";

/** What stays the same for every request to a model. */
export interface ConverseSettings {
	/** The beginning of an error's sentence: "aws.bedrock: nova-lite". */
	readonly who: string;
	readonly modelId: string;
	readonly family: ModelFamily;
	readonly can: BedrockCapabilities;
	/** What to do where the model can more than `can` says; null where that is known. */
	readonly unlisted?: string | null;
	readonly json: JsonMode;
	/** The same for a schema that constrained decoding does not take. */
	readonly openJson: JsonMode;
	/** Tokens of an answer, where the request names no number. */
	readonly maxTokens: number;
	/** The most the model writes; null where unknown. */
	readonly maxOutputTokens: number | null;
	readonly temperature?: number | undefined;
	readonly reasoning?: ReasoningOptions | undefined;
	readonly guardrail?: ConverseInput["guardrailConfig"];
	readonly serviceTier?: ConverseInput["serviceTier"];
	readonly additionalFields?: Readonly<Record<string, unknown>> | undefined;
}

/** A request as it is sent, and what its reader must know. */
export interface Asked {
	readonly input: ConverseInput;
	/** The name of the tool whose input is the answer; null: the answer is text. */
	readonly answerTool: string | null;
}

/**
 * A request in the words of Converse. `maxTokens` is always said (but to Nova 2 at high effort, which refuses it), since
 * AWS reserves quota by it.
 *
 * @throws ConfigError when the request holds what Converse or the model does not take; nothing is sent then
 */
export function converseRequest(settings: ConverseSettings, request: ModelRequest): Asked {
	const { who, can, family, unlisted = null } = settings;
	refuse(who, request);
	const { output: schema } = request;
	const json =
		schema === undefined || settings.json !== "native" || fitsNative(schema) ? settings.json : settings.openJson;
	const { outputConfig, answerTool, sentence } = outputParts(who, json, request);
	const reasoning = reasoningParts(who, family, settings.reasoning);
	const tools = converseTools({ ...can, who, unlisted, family, thinks: reasoning.unforced }, request, answerTool);
	const toolStatus = family === "nova" || family === "claude";
	const messages = converseMessages(
		{ who, unlisted, images: can.images, documents: can.documents, toolStatus },
		request,
	);
	const system = [request.system, sentence].filter((text) => text !== undefined && text !== null && text.trim() !== "");
	const output = reasoning.effort === undefined ? outputConfig : { ...outputConfig, effort: reasoning.effort };
	const fields = { ...reasoning.fields, ...settings.additionalFields };
	const input: ConverseInput = {
		modelId: settings.modelId,
		...(system.length === 0 || !can.system ? {} : { system: [{ text: system.join("\n\n") }] }),
		messages: can.system ? messages : withSystem(system.join("\n\n"), messages),
		inferenceConfig: inferenceConfig(settings, reasoning, request),
		...(tools === undefined ? {} : { toolConfig: tools }),
		...(output === undefined ? {} : { outputConfig: output }),
		...(settings.guardrail === undefined ? {} : { guardrailConfig: settings.guardrail }),
		...(settings.serviceTier === undefined ? {} : { serviceTier: settings.serviceTier }),
		...(Object.keys(fields).length === 0 ? {} : { additionalModelRequestFields: fields }),
	};
	return { input, answerTool: answerTool?.name ?? null };
}

function inferenceConfig(
	settings: ConverseSettings,
	{ room, undirected, unlimited }: ReturnType<typeof reasoningParts>,
	request: ModelRequest,
): NonNullable<ConverseInput["inferenceConfig"]> {
	const { temperature = settings.temperature, topP, stop = [] } = request;
	const maxTokens = (request.maxTokens ?? settings.maxTokens) + room;
	return {
		...(unlimited ? {} : { maxTokens: Math.min(maxTokens, settings.maxOutputTokens ?? Infinity) }),
		...(temperature === undefined || undirected ? {} : { temperature }),
		...(topP === undefined || undirected ? {} : { topP }),
		...(stop.length === 0 ? {} : { stopSequences: stop }),
	};
}

/** For models without a system prompt: its words begin the first turn. */
function withSystem(system: string, messages: readonly ConverseMessage[]): readonly ConverseMessage[] {
	const [first, ...rest] = messages;
	if (system === "" || first === undefined) return messages;
	return [{ role: first.role, content: [{ text: system }, ...first.content] }, ...rest];
}

/** What Converse has no word for, or would refuse after a journey. */
function refuse(who: string, { temperature, topP, maxTokens, stop = [], logprobs }: ModelRequest): void {
	const unfit = (expected: string, found: unknown) => new ConfigError(`${who}: expected ${expected}, found ${found}.`);
	for (const [name, value] of Object.entries({ temperature, topP })) {
		if (value !== undefined && !(value >= 0 && value <= 1))
			throw unfit(`${name} in [0, 1], as Converse takes it`, value);
	}
	if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens >= 1)) {
		throw unfit("maxTokens to be an integer of at least 1", maxTokens);
	}
	if (stop.includes("")) throw unfit("stop sequences with text", "an empty one");
	if (logprobs) throw unfit("a request without logprobs", "logprobs: true, and Converse gives none");
}
