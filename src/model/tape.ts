import { closeSync, openSync, readSync } from "node:fs";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DataError } from "../core/errors.ts";
import { writeWhole } from "../core/whole-file.ts";
import type { Model, ModelResponse } from "./model.ts";
import type { StoredRequest } from "./request-key.ts";

/** The first line: which model spoke. Enough to stand for it when it is not there. */
export interface TapeHeader extends Pick<Model, "id" | "identity" | "can" | "price" | "facts" | "speed"> {
	/** The version of the format. */
	readonly tape: 1;
}

/** Every other line. */
export interface TapeRecord {
	/** `requestKey` of the header's identity and the request. */
	readonly key: string;
	readonly request: StoredRequest;
	readonly response: ModelResponse;
}

export interface Tape {
	/** null: there is no such file yet, or it ends within its first line. */
	readonly header: TapeHeader | null;
	readonly records: Map<string, TapeRecord>;
	/** True when the last line was cut short; what it held is not among the records. */
	readonly cut: boolean;
	/** True when the file's lines are those that `writeTape` would write. */
	readonly tidy: boolean;
}

/** The header alone, without reading the answers. */
export function readTapeHeader(path: string): TapeHeader | null {
	let file: number;
	try {
		file = openSync(path, "r");
	} catch (error) {
		if (isAbsent(error)) return null;
		throw error;
	}
	try {
		const chunk = Buffer.alloc(16_384);
		let bytes = Buffer.alloc(0);
		while (!bytes.includes("\n")) {
			const length = readSync(file, chunk);
			if (length === 0) break;
			bytes = Buffer.concat([bytes, chunk.subarray(0, length)]);
		}
		const [line = "", rest] = bytes.toString("utf8").split("\n", 2);
		return rest === undefined ? null : parseHeader(path, line);
	} finally {
		closeSync(file);
	}
}

/**
 * @throws DataError naming the line that is neither a header nor a record (a merge mark, say); a last line that was cut
 *   short is not an error
 */
export async function readTape(path: string): Promise<Tape> {
	let text = "";
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (!isAbsent(error)) throw error;
	}
	const lines = text.split("\n");
	const tail = lines.pop() ?? ""; // empty when the file ends with a line end
	const last = parse(tail);
	const cut = tail !== "" && !isRecord(last) && !isHeader(last);
	if (tail !== "" && !cut) lines.push(tail); // an editor took the last line end away

	const [first, ...rest] = lines;
	const header = first === undefined ? null : parseHeader(path, first);
	const records = new Map<string, TapeRecord>();
	rest.forEach((line, index) => {
		const record = parse(line);
		if (isRecord(record)) {
			if (!records.has(record.key)) records.set(record.key, record);
		} else if (!isHeader(record)) {
			throw new DataError(
				`recorded: expected one record a line in ${path}, found something else in line ${index + 2}. Mend or delete that line.`,
				{ dataset: path, row: index + 2 },
			);
		}
	});
	const tidy = header === null ? text === "" : text === tapeText(header, records.values());
	return { header, records, cut, tidy };
}

/** Adds one line; writes the header first where there is no file. */
export async function appendToTape(path: string, header: TapeHeader | null, record: TapeRecord): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await appendFile(path, `${header === null ? "" : line(header)}${line(record)}`);
}

/** Replaces the file as a whole: the records in the order of their keys, so that equal tapes are equal files. */
export async function writeTape(path: string, header: TapeHeader, records: Iterable<TapeRecord>): Promise<void> {
	await writeWhole(path, tapeText(header, records));
}

/** Puts a tape in order after a recording (`recorded` does so when it is disposed of), so that it differs little in a review. */
export async function sortTape(path: string): Promise<void> {
	const { header, records, tidy } = await readTape(path);
	if (header !== null && !tidy) await writeTape(path, header, records.values());
}

function tapeText(header: TapeHeader, records: Iterable<TapeRecord>): string {
	const sorted = [...records].sort((a, b) => (a.key < b.key ? -1 : 1));
	return line(header) + sorted.map(line).join("");
}

function line(value: TapeHeader | TapeRecord): string {
	return `${JSON.stringify(value)}\n`;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function parseHeader(path: string, text: string): TapeHeader {
	const header = parse(text);
	if (isHeader(header)) return header;
	throw new DataError(`recorded: expected a tape in ${path}, found another kind of file. Give another path.`, {
		dataset: path,
		row: 1,
	});
}

function isHeader(value: unknown): value is TapeHeader {
	return typeof value === "object" && value !== null && "tape" in value && value.tape === 1;
}

function isRecord(value: unknown): value is TapeRecord {
	return typeof value === "object" && value !== null && "key" in value && "request" in value && "response" in value;
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
