import { Buffer } from "node:buffer";
import { env } from "node:process";
import { ConfigError } from "../core/errors.ts";
import { version } from "../core/version.ts";
import { type Delivery, type Tally, tally } from "./delivery.ts";
import { fromEnvironment } from "./environment.ts";
import type { ExportOptions, Sender } from "./exporter.ts";
import type { LangfuseOptions } from "./langfuse-options.ts";
import { openLine } from "./line.ts";
import { maskTrace } from "./mask.ts";
import { attributes, type ResourceSpans } from "./otlp-json.ts";
import { tracesOf } from "./records.ts";
import { scoresIn, type TimedScore } from "./score-event.ts";
import { sender } from "./send.ts";
import { datasetRunsIn, sendDataset } from "./send-dataset.ts";
import { sendScores } from "./send-scores.ts";
import { sendTraces } from "./send-traces.ts";
import { readTraceFile } from "./trace-file.ts";

/**
 * Sends reports and traces to Langfuse: traces with tokens and cost, scores, data sets and their runs.
 *
 * Without options it reads Langfuse's own environment variables (LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY,
 * LANGFUSE_BASE_URL, LANGFUSE_TRACING_ENVIRONMENT, LANGFUSE_RELEASE, LANGFUSE_TIMEOUT); with options it reads none.
 * Failures are counted and named in what `export` returns; the same export made again replaces what has arrived.
 *
 * @throws ConfigError when a key is missing, or `baseUrl` or `environment` are none
 * @see https://langfuse.com/docs/api
 * @example
 * langfuse({ publicKey: "pk-lf-1", secretKey: "sk-lf-1", baseUrl: "http://127.0.0.1:3000/" }).to // => "http://127.0.0.1:3000"
 */
export function langfuse(options: LangfuseOptions = fromEnvironment(env)): Sender {
	const { publicKey, secretKey, environment, release, mask, dataset = true } = options;
	const address = checkAddress(options.baseUrl ?? "https://cloud.langfuse.com");
	if (!publicKey || !secretKey) {
		throw new ConfigError(
			"langfuse: expected publicKey and secretKey, found one empty. They are in the project's settings.",
		);
	}
	checkEnvironment(environment);
	const send = sender(options);
	const headers = {
		authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`,
		"x-langfuse-sdk-name": "touchstone",
		"x-langfuse-sdk-version": version,
		"x-langfuse-public-key": publicKey,
		"x-langfuse-ingestion-version": "4",
	};
	const advice = `Check that publicKey (${publicKey}) and secretKey belong to the same project, and that baseUrl is the address of its region.`;

	async function deliver(given: readonly ResourceSpans[], { signal }: ExportOptions = {}): Promise<Delivery> {
		const counts = tally(address);
		const entries = given.map((entry) => {
			const placed = place(entry, environment, release);
			return mask === undefined ? placed : maskTrace(placed, mask);
		});
		const line = openLine("langfuse", address, headers, (request) => send(request, signal), {
			advice,
			secret: secretKey,
		});
		const arrived = await sendTraces(line, "/api/public/otel/v1/traces", entries, true, counts);
		const scores = entries.flatMap(scoresIn).map((score) => inEnvironment(score, environment));
		await sendScores(line, keepArrived(scores, arrived, counts), counts);
		for (const run of dataset ? datasetRunsIn(entries) : []) {
			const figures = await sendDataset(line, run, arrived, counts, signal);
			await sendScores(
				line,
				figures.map((score) => inEnvironment(score, environment)),
				counts,
			);
		}
		return counts.end();
	}
	return {
		to: address,
		export: async (of, exportOptions) => deliver(tracesOf(of), exportOptions),
		exportFile: async (path, exportOptions) => deliver(await readTraceFile(path), exportOptions),
	};
}

function checkAddress(baseUrl: string): string {
	if (URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol)) return baseUrl.replace(/\/+$/, "");
	throw new ConfigError(`langfuse: expected baseUrl to be like "https://cloud.langfuse.com", found "${baseUrl}".`);
}

/** Langfuse silently takes "default" for a name that breaks its rule. */
function checkEnvironment(environment: string | undefined): void {
	if (environment === undefined || /^(?!langfuse)[a-z0-9_-]{1,40}$/.test(environment)) return;
	throw new ConfigError(
		`langfuse: expected environment to be up to 40 lower-case letters, digits, - and _, and not to begin with "langfuse", found "${environment}".`,
	);
}

function place(entry: ResourceSpans, environment: string | undefined, release: string | undefined): ResourceSpans {
	const facts = attributes({
		"langfuse.environment": environment,
		"deployment.environment.name": environment,
		"langfuse.release": release,
	});
	return { ...entry, resource: { attributes: [...entry.resource.attributes, ...facts] } };
}

function inEnvironment(score: TimedScore, environment: string | undefined): TimedScore {
	return environment === undefined ? score : { ...score, body: { ...score.body, environment } };
}

/** A score of a trace that is not there would hang in the air: it fails with its trace. */
function keepArrived(
	scores: readonly TimedScore[],
	arrived: ReadonlySet<string>,
	counts: Tally,
): readonly TimedScore[] {
	const there = ({ body }: TimedScore) => arrived.has(body.traceId ?? "");
	const held = scores.filter((score) => !there(score));
	counts.fail(
		"scores",
		held.map(({ body }) => `${body.name} of ${body.traceId}`),
		{ message: "held back: its trace did not arrive" },
	);
	return scores.filter(there);
}
