import { ConfigError } from "../core/errors.ts";
import type { ConverseInput } from "./converse-types.ts";

/** One line of a batch job's input. */
export interface BatchRecord {
	/** By which the answer is found again, whatever the order of the answers. */
	readonly recordId: string;
	/** What Converse would be asked, without the model, which the job names. */
	readonly modelInput: Omit<ConverseInput, "modelId">;
}

/**
 * The name of a request's record: 11 letters and digits (more was refused once, by Bedrock's older documents), made of the
 * request's key, so that a process that comes back to the job gives the same names.
 *
 * @param key a request's key, in hex digits
 * @example
 * recordIdOf("ffffffffffffffff") // => "JPIA9PM8JR3"
 * recordIdOf("0000000000000000") // => "00000000000"
 */
export function recordIdOf(key: string): string {
	return BigInt(`0x${key.slice(0, 14)}`) // 56 bits: two of 50 000 requests share a name once in 50 million jobs
		.toString(36)
		.toUpperCase()
		.padStart(11, "0");
}

/**
 * A request as the record of a batch job of type Converse.
 *
 * @throws ConfigError when the request has tools: such records fail, all of them
 */
export function batchRecord(who: string, key: string, input: ConverseInput): BatchRecord {
	const { modelId: _modelId, serviceTier: _tier, toolConfig, ...modelInput } = input; // a batch is a tier of its own
	if (toolConfig !== undefined) {
		throw new ConfigError(
			`${who}: expected requests without tools, found ${toolConfig.tools.length}: Bedrock fails every record of a batch that has a toolConfig. Leave engine out to run it live.`,
		);
	}
	return { recordId: recordIdOf(key), modelInput };
}

/** The records as JSON lines; bytes (images, documents) as base64, as they travel in JSON. */
export function recordLines(records: readonly BatchRecord[]): string {
	return records.map((record) => `${JSON.stringify(record, bytesAsBase64)}\n`).join("");
}

function bytesAsBase64(_key: string, value: unknown): unknown {
	return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
