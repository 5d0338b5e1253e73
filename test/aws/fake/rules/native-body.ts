import type { ModelFacts } from "../catalogue.ts";
import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";
import { roleOrder } from "./role-order.ts";

type Test = (value: Loose) => boolean;
interface Body {
	readonly required: readonly string[];
	readonly keys: Readonly<Record<string, Test>>;
}

const text: Test = (value) => typeof value === "string";
const list: Test = Array.isArray;
const object: Test = (value) => typeof value === "object" && value !== null && !list(value);
const flag: Test = (value) => typeof value === "boolean";
const share: Test = (value) => typeof value === "number" && value >= 0 && value <= 1;
const between =
	(least: number, most: number): Test =>
	(value) =>
		Number.isInteger(value) && value >= least && value <= most;
const one =
	(...values: readonly unknown[]): Test =>
	(value) =>
		values.includes(value);
const texts = (value: Loose) => list(value) && value.every(text);
const prose: Test = (value) => text(value) || list(value);

const noLimit = Number.MAX_SAFE_INTEGER;

/** The native bodies, from AWS's pages on the parameters of each family. */
const bodies: Readonly<Record<Exclude<ModelFacts["family"], "any">, Body>> = {
	nova: {
		required: ["messages"],
		keys: {
			schemaVersion: one("messages-v1"),
			system: list,
			messages: list,
			inferenceConfig: object,
			toolConfig: object,
		},
	},
	anthropic: {
		required: ["anthropic_version", "max_tokens", "messages"],
		keys: {
			anthropic_version: one("bedrock-2023-05-31"),
			max_tokens: between(1, noLimit),
			messages: list,
			system: prose,
			temperature: share,
			top_p: share,
			top_k: between(0, 500),
			stop_sequences: texts,
			tools: list,
			tool_choice: object,
			thinking: object,
			output_config: object,
			anthropic_beta: texts,
		},
	},
	llama: {
		required: ["prompt"],
		keys: { prompt: text, max_gen_len: between(1, 8_192), temperature: share, top_p: share, images: texts },
	},
	openai: {
		required: ["messages"],
		keys: {
			model: text,
			messages: list,
			max_completion_tokens: between(1, noLimit),
			max_tokens: between(1, noLimit),
			temperature: (value) => typeof value === "number",
			top_p: share,
			stop: prose,
			stream: flag,
			reasoning_effort: one("low", "medium", "high"),
			response_format: object,
			tools: list,
			tool_choice: (value) => text(value) || object(value),
		},
	},
	"titan-embed-v1": { required: ["inputText"], keys: { inputText: text } },
	"titan-embed": {
		required: ["inputText"],
		keys: { inputText: text, dimensions: one(256, 512, 1024), normalize: flag, embeddingTypes: texts },
	},
	"cohere-embed": {
		required: ["input_type"],
		keys: {
			texts: (value) => texts(value) && between(1, 96)(value.length),
			images: texts,
			inputs: list,
			input_type: one("search_document", "search_query", "classification", "clustering", "image"),
			truncate: one("NONE", "START", "END", "LEFT", "RIGHT"),
			embedding_types: texts,
			max_tokens: between(1, 128_000),
			output_dimension: one(256, 512, 1024, 1536),
		},
	},
};

/** InvokeModel: a model that can be called, JSON, and the keys of its family. */
export function nativeBody(input: Loose, world: World, { region }: CallPlace): void {
	const { family, maxTokens, id } = findModel(world, input.modelId, region);
	const body = parsed(input.body);
	if (family === "any") return;
	const { required, keys } = bodies[family];
	for (const key of required) if (body[key] === undefined) malformed(`#: required key [${key}] not found`);
	for (const [key, value] of Object.entries(body)) {
		const test = keys[key];
		if (test === undefined) malformed(`#: extraneous key [${key}] is not permitted`);
		if (!test(value)) malformed(`#/${key}: ${JSON.stringify(value)?.slice(0, 60)} is not of the right type or value`);
	}
	const long = id.endsWith("v3") ? (body.texts?.find((item: string) => item.length > 2_048)?.length ?? 0) : 0;
	if (long > 0) malformed(`#/texts: expected maxLength: 2048, actual: ${long}`);
	const wanted = body.max_tokens ?? body.inferenceConfig?.maxTokens ?? body.max_gen_len ?? 0;
	if (maxTokens > 0 && wanted > maxTokens) malformed(`max_tokens: ${wanted} > ${maxTokens}`);
	if (family === "nova" || family === "anthropic") roleOrder(body);
}

function parsed(body: Uint8Array | undefined): Loose {
	try {
		const found = JSON.parse(Buffer.from(body ?? []).toString("utf8"));
		if (object(found)) return found;
	} catch {
		// Not JSON: the same sentence as for JSON that is no object.
	}
	return malformed("the body is not a JSON object");
}

function malformed(what: string): never {
	refuse(`Malformed input request: ${what}, please reformat your input and try again.`);
}
