import { ConfigError, ModelError, messageOf } from "../core/errors.ts";
import type { Model, ModelRequest, ModelResponse, RunContext } from "./model.ts";
import { requestDifference } from "./request-difference.ts";
import { requestKey, storedRequest } from "./request-key.ts";
import { singleFlight } from "./single-flight.ts";
import { replayResponse, storedResponse } from "./stored-response.ts";
import { appendToTape, readTape, readTapeHeader, sortTape, type Tape, type TapeHeader, writeTape } from "./tape.ts";

export interface RecordedOptions {
	/** Answers what is not on the tape, and is recorded. */
	readonly model?: Model;
	/** Refuses what is not on the tape. Default: when there is no model. */
	readonly strict?: boolean;
	/** Stands in the tape in place of the model's identity, where that holds something of this machine only. */
	readonly identity?: string;
}

/**
 * A model whose answers are kept in a file that can be committed and reviewed.
 *
 * The file is JSONL: the first line says which model spoke, each other line holds a request and its answer. A request that
 * is on the tape is answered from it, marked `cached: true`, with the usage and latency of the day it was recorded. With a
 * model behind it, what is missing is asked and added at once; a recording that was killed loses at most the answer it was
 * writing. Without one, or with `strict`, a missing request is an error that shows how the nearest recorded one differs.
 *
 * Disposing of the model (`await using`), or the next recording, puts the lines in the order of their keys. The tape is
 * read at the first call.
 *
 * @param path the tape; made when it is not there and a model is
 * @throws ConfigError when there is neither tape nor model, or the tape was made from another model
 * @throws ModelError from a call that is not on the tape
 * @throws DataError when the file is no tape, or one of its lines is damaged
 */
export function recorded(path: string, options: RecordedOptions = {}): Model {
	const { model } = options;
	const strict = options.strict ?? model === undefined;
	const header = headerFor(path, options, strict);
	const share = singleFlight<ModelResponse>();
	let loading: Promise<Recording> | undefined;

	async function generate(request: ModelRequest, context: RunContext): Promise<ModelResponse> {
		loading ??= load(path, header, strict, context);
		const recording = await loading.catch((error: unknown) => {
			loading = undefined; // the reader may mend the file and run the cell again
			throw error;
		});
		const key = requestKey(header.identity, request);
		const found = recording.tape.records.get(key);
		if (found !== undefined) return replayResponse(found.response, context);
		if (strict || model === undefined) throw missing(path, header, recording.tape, request);

		const { value, joined } = await share(key, context.signal, async (signal) => {
			const response = await model.generate(request, { ...context, signal });
			await recording.add(key, request, storedResponse(response));
			return response;
		});
		return joined ? replayResponse(storedResponse(value), context) : value;
	}

	const { tape: _version, ...facts } = header;
	return {
		...facts,
		generate,
		async [Symbol.asyncDispose]() {
			await (await loading)?.close();
			await model?.[Symbol.asyncDispose]?.();
		},
	};
}

function headerFor(path: string, { model, identity }: RecordedOptions, strict: boolean): TapeHeader {
	const onTape = strict || model === undefined ? readTapeHeader(path) : null;
	if (strict && onTape === null) {
		throw new ConfigError(`recorded: expected a tape at ${path}, found none. Record one: recorded(path, { model }).`);
	}
	if (model === undefined) {
		if (onTape === null) throw new ConfigError(`recorded: expected a model or a tape at ${path}, found neither.`);
		if (identity !== undefined && identity !== onTape.identity) throw otherModel(path, onTape, identity);
		return onTape;
	}
	const { id, can, price, facts, speed } = model;
	const live: TapeHeader = {
		tape: 1,
		id,
		identity: identity ?? model.identity,
		can,
		...(price === undefined ? {} : { price }),
		...(facts === undefined ? {} : { facts }),
		...(speed === undefined ? {} : { speed }),
	};
	if (onTape !== null && onTape.identity !== live.identity) throw otherModel(path, onTape, live.identity);
	return live;
}

interface Recording {
	readonly tape: Tape;
	add(key: string, request: ModelRequest, response: ModelResponse): Promise<void>;
	close(): Promise<void>;
}

async function load(path: string, header: TapeHeader, strict: boolean, context: RunContext): Promise<Recording> {
	const tape = await readTape(path);
	if (tape.header !== null && tape.header.identity !== header.identity) {
		throw otherModel(path, tape.header, header.identity);
	}
	if (tape.cut) context.onStatus?.(`recorded: the last line of ${path} was cut short and is left out`);

	const rewrite = () => writeTape(path, header, tape.records.values());
	const mend = !tape.tidy && !strict;
	if (mend) await rewrite();
	let begun = mend || tape.header !== null;
	let torn = false;
	let appended = false;
	let writing: Promise<void> = Promise.resolve();

	async function write(key: string, request: ModelRequest, response: ModelResponse): Promise<void> {
		const record = { key, request: storedRequest(request), response };
		try {
			if (torn) await rewrite();
			begun ||= torn;
			torn = false;
			await appendToTape(path, begun ? null : header, record);
		} catch (error) {
			torn = true; // the line may be there in part
			throw new ConfigError(`recorded: could not write to ${path} (${messageOf(error)}). Make room and run it again.`, {
				cause: error,
			});
		}
		tape.records.set(key, record);
		begun = true;
		appended = true;
	}
	return {
		tape,
		add(key, request, response) {
			const turn = writing.then(() => write(key, request, response));
			writing = turn.catch(() => {}); // the caller of the failed one hears of it
			return turn;
		},
		async close() {
			await writing;
			if (appended) await sortTape(path);
			appended = false;
		},
	};
}

function otherModel(path: string, tape: TapeHeader, asked: string): ConfigError {
	return new ConfigError(
		`recorded: expected the tape ${path} to be of ${asked}, found ${tape.identity}. Delete it to record anew, or give another path.`,
	);
}

function missing(path: string, header: TapeHeader, tape: Tape, request: ModelRequest): ModelError {
	const nearest = [...tape.records.values()]
		.map((record) => requestDifference(record.request, storedRequest(request)))
		.sort((a, b) => a.distance - b.distance)[0];
	const shown = nearest?.lines.slice(0, 3).map((line) => `\n  ${line}`) ?? [];
	const more = (nearest?.lines.length ?? 0) - shown.length;
	const difference =
		nearest === undefined
			? "The tape is empty."
			: `The nearest recorded request differs in (recorded → asked):${shown.join("")}${more > 0 ? `\n  and ${more} more` : ""}`;
	return new ModelError(
		`recorded: expected this request on the tape ${path}, found it not. ${difference}\nRecord it with the model behind the tape: recorded(path, { model }).`,
		{ model: header.id, retryable: false, systemic: true },
	);
}
