import { appendFileSync, mkdirSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError, type ErrorRecord } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { stableStringify } from "../core/json.ts";
import { readIfThere } from "../core/read-if-there.ts";
import { parseRunLine } from "../core/run-line.ts";
import type { Amount } from "../model/middleware/amount.ts";
import type { Model, ModelResponse } from "../model/model.ts";

/** The first line of a run file: what the run was of. A file resumes only a run whose header is equal. */
export interface RunHeader {
	readonly touchstoneRun: 1;
	readonly optimizer: string;
	readonly settings: Json;
	/** Hash of the program's structure and parameters. */
	readonly program: string;
	readonly metric: string;
	readonly train: string;
	readonly validate: string;
	readonly seed: number;
	readonly budget: Json;
	/** By step path, and "proposer": enough to stand for the model when the run is replayed. */
	readonly models: Readonly<Record<string, Pick<Model, "id" | "identity" | "can" | "price" | "facts">>>;
}

/** A call that ended: its answer, or the failure that was left after every retry. */
export interface CallRecord {
	/** `requestKey` of the model's identity and the request. */
	readonly key: string;
	/** What the call was for. */
	readonly phase: string;
	readonly model: string;
	/** All tries together. */
	readonly spent: Amount;
	/** The largest worst case set aside for one try: a resumed run plans with the same figures. */
	readonly worst: Amount;
	/** Seconds since the run began. */
	readonly atSeconds: number;
	readonly response?: ModelResponse;
	readonly error?: ErrorRecord;
}

export interface RunFile {
	/** The calls that were there when the file was opened. */
	readonly kept: readonly CallRecord[];
	/** True when a last line that was cut short was left out. */
	readonly cut: boolean;
	/** Adds a line; it is on disk when this returns. */
	write(line: { readonly call: CallRecord } | { readonly trial: Json } | { readonly end: Json }): void;
}

/**
 * Opens a run file, making it where there is none.
 *
 * A last line that was cut short (the process was killed while writing it) is left out and written over.
 *
 * @param readOnly leaves the file as it is: for a replay
 * @throws ConfigError when the file is of another run, saying in what it differs; DataError when a line is damaged
 */
export function openRunFile(path: string, header: RunHeader, readOnly = false): RunFile {
	const text = readIfThere(path);
	const end = text.lastIndexOf("\n") + 1; // what stands behind the last line end was cut short
	const lines = text.slice(0, end).split("\n").slice(0, -1);
	const cut = end < text.length;
	const write = (line: unknown) => {
		if (!readOnly) appendFileSync(path, `${stableStringify(line)}\n`);
	};

	if (lines.length === 0) {
		mkdirSync(dirname(path), { recursive: true });
		if (!stableStringify(header).startsWith(text)) throw notARun(path); // another's file, not our line cut short
		if (cut) truncateSync(path, 0);
		write(header);
		return { kept: [], cut, write };
	}
	checkHeader(path, parseRunLine(path, lines[0] as string, 1), header);
	const records = lines.slice(1).map((line, index) => parseRunLine(path, line, index + 2));
	if (cut && !readOnly) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
	return { kept: callsIn(records), cut, write };
}

/** The header of a run file, for a replay, which has no models to make one from. */
export function readRunHeader(path: string): RunHeader {
	const [line = "", ...rest] = readIfThere(path).split("\n", 2);
	if (rest.length === 0) throw new ConfigError(`replay: expected a run file at ${path}, found none.`);
	const header = parseRunLine(path, line, 1) as Partial<RunHeader>;
	if (header.touchstoneRun !== 1) throw notARun(path);
	return header as RunHeader;
}

function callsIn(records: readonly Readonly<Record<string, unknown>>[]): CallRecord[] {
	return records.flatMap((record) => (record.call === undefined ? [] : [record.call as CallRecord]));
}

function notARun(path: string): ConfigError {
	return new ConfigError(
		`run file ${path}: expected the file of an optimizer's run, found another. Give another path.`,
	);
}

const headerWords: readonly (readonly [keyof RunHeader, string])[] = [
	["optimizer", "optimizer"],
	["settings", "settings"],
	["program", "program"],
	["metric", "metric"],
	["train", "train rows"],
	["validate", "validate rows"],
	["seed", "seed"],
	["budget", "budget"],
];

function checkHeader(path: string, found: Readonly<Record<string, unknown>>, expected: RunHeader): void {
	if (found.touchstoneRun !== 1) throw notARun(path);
	const differing = headerWords.find(([key]) => stableStringify(found[key]) !== stableStringify(expected[key]));
	const models = (header: Readonly<Record<string, unknown>>) =>
		stableStringify(
			Object.fromEntries(
				Object.entries(header.models as RunHeader["models"]).map(([step, model]) => [step, model.identity]),
			),
		);
	if (differing === undefined && models(found) === models({ ...expected })) return;
	const [key, words] = differing ?? (["models", "models"] as const);
	const short = (value: unknown) => {
		const text = stableStringify(value);
		return text.length > 60 ? `${text.slice(0, 57)}…` : text;
	};
	const shown = key === "models" ? "" : ` (${short(found[key])}, here ${short(expected[key])})`;
	throw new ConfigError(
		`run file ${path}: expected the file of this run, found one that differs in its ${words}${shown}. Give another path, or delete the file.`,
	);
}
