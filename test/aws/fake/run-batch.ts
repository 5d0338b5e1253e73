import type { Loose } from "./loose.ts";
import type { BatchJob } from "./stores/batch-jobs.ts";
import { s3Place } from "./stores/objects.ts";
import { WireError } from "./wire-error.ts";
import type { World } from "./world.ts";

interface BatchFile {
	readonly name: string;
	readonly records: readonly Loose[];
}

/** Reads and checks a job's files; with `write`, answers every record too. What fails the whole job comes back as text. */
export function runBatch(job: BatchJob, world: World, write: boolean): string | null {
	const input = s3Place(job.input.inputDataConfig.s3InputDataConfig.s3Uri);
	let files: BatchFile[];
	try {
		const keys = input.key.endsWith(".jsonl") ? [input.key] : world.objects.keys(input.bucket, input.key);
		files = keys.filter((key) => key.endsWith(".jsonl")).map((key) => readFile(world, input.bucket, key));
	} catch (error) {
		if (error instanceof WireError) return error.message;
		throw error;
	}
	const records = files.flatMap((file) => file.records);
	const least = world.options.minimumRecords ?? 100;
	if (records.length < least)
		return `Batch job ${job.arn} contains less records (${records.length}) than the required minimum of: ${least}`;
	const named = records.map((record) => record.recordId).filter((id) => id !== undefined);
	if (new Set(named).size < named.length) return "The input holds a duplicate recordId.";
	job.counts = { total: records.length, processed: 0, success: 0, error: 0 };
	if (write) writeAnswers(job, world, files);
	return null;
}

function readFile(world: World, bucket: string, key: string): BatchFile {
	const text = world.objects.text(bucket, key);
	if (text === null) throw new WireError("NoSuchKey", `The input file s3://${bucket}/${key} could not be read.`, 404);
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const records = lines.map((line, index) => {
		try {
			const record = JSON.parse(line);
			if (typeof record?.modelInput === "object") return record;
		} catch {
			// The sentence below holds for both.
		}
		throw new WireError("Malformed", `${key}: line ${index + 1} is not a JSON object with a modelInput.`);
	});
	return { name: key.split("/").at(-1) ?? key, records };
}

function writeAnswers(job: BatchJob, world: World, files: readonly BatchFile[]): void {
	const { bucket, key } = s3Place(job.input.outputDataConfig.s3OutputDataConfig.s3Uri);
	const folder = `${key === "" || key.endsWith("/") ? key : `${key}/`}${job.arn.split("/").at(-1)}/`;
	const tally = { inputTokenCount: 0, outputTokenCount: 0 };
	const counts = { total: 0, processed: 0, success: 0, error: 0 };
	for (const { name, records } of files) {
		const lines = records.map((record, index) => {
			const recordId = record.recordId ?? `FAKE${String(index).padStart(7, "0")}`;
			const answer = answerRecord(job, world, record.modelInput);
			counts.total++;
			counts.processed++;
			if ("error" in answer) counts.error++;
			else {
				counts.success++;
				tally.inputTokenCount += answer.modelOutput.usage?.inputTokens ?? 0;
				tally.outputTokenCount += answer.modelOutput.usage?.outputTokens ?? 0;
			}
			return JSON.stringify({ recordId, modelInput: record.modelInput, ...answer });
		});
		world.objects.put(bucket, `${folder}${name}.out`, `${outOfOrder(lines).join("\n")}\n`);
	}
	const manifest = {
		totalRecordCount: counts.total,
		processedRecordCount: counts.processed,
		successRecordCount: counts.success,
		errorRecordCount: counts.error,
		...tally,
	};
	world.objects.put(bucket, `${folder}manifest.json.out`, JSON.stringify(manifest));
	job.counts = counts;
}

type RecordAnswer =
	| { readonly modelOutput: Loose }
	| { readonly error: { readonly errorCode: number; readonly errorMessage: string } };

function answerRecord(job: BatchJob, world: World, modelInput: Loose): RecordAnswer {
	const { modelId, modelInvocationType } = job.input;
	const refusal = (errorMessage: string, errorCode = 400) => ({ error: { errorCode, errorMessage } });
	try {
		if (modelInvocationType !== "Converse") {
			const input = { modelId, body: Buffer.from(JSON.stringify(modelInput)) };
			const answer = world.answerTo("InvokeModel", input, job.region);
			if ("error" in answer) return refusal(answer.message ?? answer.error, answer.status);
			const { body } = (answer as Loose).output;
			return { modelOutput: JSON.parse(Buffer.from(body).toString("utf8")) };
		}
		// The model is the job's; a record that names one too is refused.
		if (modelInput.modelId !== undefined) return refusal("modelId: Extra inputs are not permitted");
		if (modelInput.toolConfig !== undefined) return refusal("toolConfig is not supported in batch inference");
		const answer = world.answerTo("Converse", { ...modelInput, modelId }, job.region);
		if ("error" in answer) return refusal(answer.message ?? answer.error, answer.status);
		if (!("output" in answer)) throw new Error("a record of a batch is answered with an output or an error");
		return { modelOutput: answer.output };
	} catch (error) {
		if (error instanceof WireError) return refusal(error.message, error.status);
		throw error;
	}
}

/** Another order than the input's, the same in every run: every other one, then the rest backwards. */
function outOfOrder(lines: readonly string[]): string[] {
	const even = lines.filter((_, index) => index % 2 === 0);
	const odd = lines.filter((_, index) => index % 2 === 1);
	return [...odd.reverse(), ...even];
}
