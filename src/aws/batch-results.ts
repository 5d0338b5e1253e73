import { ModelError, messageOf } from "../core/errors.ts";
import type { ModelResponse } from "../model/model.ts";
import { type Usage, usageOfFailure } from "../model/usage.ts";
import { type Reading, readReply } from "./converse-response.ts";
import type { ConverseReply, ConverseUsage, ReplyBlock } from "./converse-types.ts";

/** What became of one record. */
export type BatchResult =
	| { readonly recordId: string; readonly reply: ConverseReply; readonly latencyMs: number }
	| { readonly recordId: string; readonly error: { readonly code: number | null; readonly message: string } };

/** The parts of an output line that are read here; all of them may be absent. */
interface OutputLine {
	readonly recordId?: unknown;
	readonly modelOutput?: {
		readonly output?: { readonly message?: { readonly content?: readonly ReplyBlock[] } };
		readonly stopReason?: string;
		readonly usage?: ConverseUsage;
		readonly metrics?: { readonly latencyMs?: number };
		readonly trace?: unknown;
	} | null;
	readonly error?: { readonly errorCode?: unknown; readonly errorMessage?: unknown } | null;
}

/**
 * Reads a file of a batch job's output. The order says nothing. A line that is cut or is no JSON is left out: its record is
 * then missing.
 */
export function readResults(text: string): readonly BatchResult[] {
	return text.split("\n").flatMap((line) => {
		const read = readLine(line);
		return read === null ? [] : [read];
	});
}

function readLine(line: string): BatchResult | null {
	if (line.trim() === "") return null;
	let value: OutputLine | null;
	try {
		value = JSON.parse(line) as OutputLine | null;
	} catch {
		return null;
	}
	const { recordId, modelOutput, error } = value ?? {};
	if (typeof recordId !== "string") return null;
	const content = modelOutput?.output?.message?.content;
	if (Array.isArray(content) && modelOutput) {
		const { stopReason, usage, trace, metrics } = modelOutput;
		const reply = { content: content.map(withBytes), stopReason, usage, trace };
		return { recordId, reply, latencyMs: metrics?.latencyMs ?? 0 };
	}
	const code = Number(error?.errorCode);
	const message = typeof error?.errorMessage === "string" ? error.errorMessage : "neither an answer nor a reason";
	return { recordId, error: { code: Number.isFinite(code) && code > 0 ? code : null, message } };
}

/** Bytes travel as base64 in JSON. */
function withBytes(block: ReplyBlock): ReplyBlock {
	const redacted: unknown = block.reasoningContent?.redactedContent;
	if (typeof redacted !== "string") return block;
	return { ...block, reasoningContent: { redactedContent: Buffer.from(redacted, "base64") } };
}

/** The answers of a job by their records' names; each of `wanted` gets an answer or an error that says why not. */
export function joinResults(
	wanted: readonly string[],
	results: readonly BatchResult[],
	reading: Reading,
): ReadonlyMap<string, ModelResponse | ModelError> {
	const byId = new Map<string, BatchResult>();
	// where a record was written twice, its answer counts
	for (const result of results) if (!byId.has(result.recordId) || "reply" in result) byId.set(result.recordId, result);
	return new Map(wanted.map((recordId) => [recordId, answerOf(recordId, byId.get(recordId), reading)]));
}

function answerOf(recordId: string, result: BatchResult | undefined, reading: Reading): ModelResponse | ModelError {
	if (result === undefined) return failed(recordId, "it is missing from the job's output", reading);
	if ("error" in result) {
		const { code, message } = result.error;
		return failed(recordId, `${code === null ? "" : `${code} `}${message}`, reading, code);
	}
	try {
		return { ...readReply(reading, result.reply), latencyMs: result.latencyMs };
	} catch (error) {
		return failed(recordId, messageOf(error), reading, null, usageOfFailure(error));
	}
}

function failed(
	recordId: string,
	found: string,
	{ who, model }: Reading,
	status: number | null = null,
	usage: Usage | null = null,
): ModelError {
	return new ModelError(
		`${who}: expected an answer of ${model} to record ${recordId}, found: ${found}. To ask for such rows live: retryFailedLive: true.`,
		// one record's failure is no outage: it must not end the run
		{
			model,
			retryable: false,
			...(status === null ? {} : { status }),
			...(usage === null ? {} : { usage: { ...usage } }),
		},
	);
}
