import type { JsonSchema } from "../core/definitions.ts";
import { ConfigError } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import type { Asked } from "../evaluate/engine.ts";
import type { Model, Price } from "../model/model.ts";
import { type BatchFacts, regionOf } from "./batch-job.ts";
import { type BatchOptions, type BatchPlace, batchPlace, who } from "./batch-options.ts";
import { batchPrice } from "./batch-price.ts";
import { batchPriceOf } from "./batch-price-of.ts";
import { type BatchRecord, batchRecord } from "./batch-records.ts";
import { type BedrockInsides, insidesOf } from "./bedrock-insides.ts";
import type { AwsOptions } from "./connection.ts";
import { converseRequest } from "./converse-request.ts";
import { fitsNative } from "./converse-schema.ts";
import { rowOf } from "./resolve-model.ts";

/** A set of requests, in the words of a batch job; nothing is sent yet. */
export interface BatchRequest {
	readonly model: Model;
	readonly region: string;
	readonly connection: AwsOptions;
	readonly place: BatchPlace;
	/** For a batch; null when unknown. */
	readonly price: Price | null;
	/** What is not answered yet; `records` in the same order. */
	readonly asked: readonly Asked[];
	readonly records: readonly BatchRecord[];
	/** Those of all requests, kept ones too: a job that is come back to holds what was wanted when it was created. */
	readonly allRecords: readonly BatchRecord[];
	/** What makes it this job and no other. */
	readonly request: object;
	/** What the job's handle holds. */
	readonly facts: BatchFacts;
	/** Live, a tool holds the model to its schema; a batch takes no tools and asks in words. */
	readonly schemaInWords: boolean;
}

/**
 * @throws ConfigError when the model is not one of `aws.bedrock`, or a request holds what a batch does not take
 */
export async function batchRequest(all: readonly Asked[], options: BatchOptions): Promise<BatchRequest> {
	const place = batchPlace(options);
	const { model, insides } = oneModel(all);
	const connection = { ...connectionOf(insides.options), ...connectionOf(options) };
	const region = await regionOf(connection);
	const { json, modelId } = insides.settings;
	const settings = { ...insides.settings, who: `${who}: ${model.id}`, json: inBatch(json), openJson: "text" as const };
	const written = all.map((one) => {
		const { input } = converseRequest(settings, one.request);
		return { one, record: batchRecord(who, one.key, input) };
	});
	const wanted = written.filter(({ one }) => !one.kept);
	const asked = wanted.map(({ one }) => one);
	const records = wanted.map(({ record }) => record);
	const leftOut = written.flatMap(({ one, record }) => (one.kept ? [record.recordId] : [])).sort();
	// all requests, kept or not: a run that is repeated has more kept than the first one, and is the same
	const keys = all.map(({ key }) => key).sort();
	const { timeoutHours = null } = options;
	const request = { model: modelId, ...place, timeoutHours, json: settings.json, requests: hash(keys) };
	// jobs of one evaluation that hold other records must not write over each other's file
	const folder = `${place.prefix}${hash({ request, leftOut }, 16)}/`;
	return {
		model,
		region,
		connection: { ...connection, region },
		place,
		price: priceOf(insides, region),
		asked,
		records,
		allRecords: written.map(({ record }) => record),
		request,
		facts: {
			model: modelId,
			records: records.length,
			leftOut,
			role: place.role,
			bucket: place.bucket,
			input: `${folder}records.jsonl`,
			output: `${folder}output/`,
			timeoutHours,
		},
		schemaInWords: asked.some(({ request: { output } }) => output !== undefined && !asLive(json, output)),
	};
}

/** Whether a batch asks for a schema as the live call does. */
function asLive(json: BedrockInsides["settings"]["json"], output: JsonSchema): boolean {
	return json === "text" || (json === "native" && fitsNative(output));
}

/** How a batch holds a model to a schema. */
function inBatch(json: BedrockInsides["settings"]["json"]) {
	return json === "tool" ? "text" : json;
}

/** True where a batch asks a model otherwise than the model is asked live. */
export function asksOtherwise(model: Model): boolean {
	return insidesOf(model)?.settings.json === "tool";
}

function oneModel(asked: readonly Asked[]): { readonly model: Model; readonly insides: BedrockInsides } {
	const [first] = asked;
	if (first === undefined) throw new ConfigError(`${who}: expected requests, found none: the program calls no model.`);
	const { model } = first;
	const insides = insidesOf(model);
	if (insides === null) {
		throw new ConfigError(
			`${who}: expected a program on a model of aws.bedrock, found ${model.id} (${model.identity}). Bind one with program.using(aws.bedrock("nova-lite")), or leave engine out.`,
		);
	}
	if (insides.identity !== model.identity) {
		throw new ConfigError(
			`${who}: expected ${model.id} without a layer that changes its answers, found ${model.identity}: a batch would pass it by. Leave engine out to run it live.`,
		);
	}
	return { model, insides };
}

/** Of two sets of options: the model's, and what the batch says otherwise. */
function connectionOf({ region, profile, credentials, endpoint, timeoutMs }: AwsOptions): AwsOptions {
	return {
		...(region === undefined ? {} : { region }),
		...(profile === undefined ? {} : { profile }),
		...(credentials === undefined ? {} : { credentials }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(timeoutMs === undefined ? {} : { timeoutMs }),
	};
}

function priceOf({ options, resolved }: BedrockInsides, region: string): Price | null {
	if (options.price !== undefined) return batchPrice(options.price);
	const { modelId, geography } = resolved;
	const name = rowOf(modelId)?.id;
	if (name === undefined || geography === null) return null;
	return batchPriceOf(geography === "region" ? name : `${geography}.${name}`, region);
}
