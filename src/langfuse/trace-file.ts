import { readFile } from "node:fs/promises";
import { DataError, messageOf } from "../core/errors.ts";
import { saveWhole } from "../core/whole-file.ts";
import type { ResourceSpans, TraceRequest } from "./otlp-json.ts";

/**
 * Writes traces as lines of OTLP JSON, one a question: the form that OpenTelemetry's collector reads and writes too. Nothing
 * is masked in a file of one's own; a mask works when the file is sent.
 *
 * @returns the path
 * @throws DataError when the file cannot be written
 */
export async function writeTraceFile(path: string, entries: readonly ResourceSpans[]): Promise<string> {
	const lines = entries.map((entry) => `${JSON.stringify({ resourceSpans: [entry] } satisfies TraceRequest)}\n`);
	return saveWhole("exportFile", path, lines.join(""));
}

/**
 * Reads a file of traces.
 *
 * @throws DataError when it cannot be read, or where a line holds no traces
 */
export async function readTraceFile(path: string): Promise<readonly ResourceSpans[]> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		throw new DataError(`exportFile: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	return text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : readLine(line, path, index + 1)));
}

function readLine(line: string, path: string, row: number): readonly ResourceSpans[] {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch (error) {
		throw new DataError(`exportFile: expected JSON in line ${row} of ${path}: ${messageOf(error)}`, {
			row,
			cause: error,
		});
	}
	if (isTraceRequest(value)) return value.resourceSpans;
	throw new DataError(
		`exportFile: expected traces ({"resourceSpans":[…]}) in line ${row} of ${path}, found ${line.slice(0, 60)}. Write such a file with otlp.file(path).export(report).`,
		{ row },
	);
}

// Members that the sending reads, not every value in them.
function isTraceRequest(value: unknown): value is TraceRequest {
	const { resourceSpans } = (value ?? {}) as Partial<TraceRequest>;
	if (!Array.isArray(resourceSpans)) return false;
	return resourceSpans.every(
		({ resource, scopeSpans }: Partial<ResourceSpans>) =>
			Array.isArray(resource?.attributes) &&
			Array.isArray(scopeSpans) &&
			scopeSpans.every(
				({ spans }) => Array.isArray(spans) && spans.every(({ attributes }) => Array.isArray(attributes)),
			),
	);
}
