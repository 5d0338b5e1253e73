import { ConfigError } from "../core/errors.ts";
import { type Delivery, tally } from "./delivery.ts";
import type { Exporter, ExportOptions, Sender } from "./exporter.ts";
import { openLine } from "./line.ts";
import { type Mask, maskTrace } from "./mask.ts";
import { type ResourceSpans, spansIn } from "./otlp-json.ts";
import { tracesOf } from "./records.ts";
import { type SendOptions, sender } from "./send.ts";
import { sendTraces } from "./send-traces.ts";
import { readTraceFile, writeTraceFile } from "./trace-file.ts";

export interface OtlpOptions extends SendOptions {
	/** Where traces are taken, mostly ending in "/v1/traces": "http://127.0.0.1:4318/v1/traces". */
	readonly url: string;
	/** Keys, mostly; never part of an error. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Applied to every text before it is sent. */
	readonly mask?: Mask;
	/** Default true. */
	readonly gzip?: boolean;
}

function otlpTo(options: OtlpOptions): Sender {
	const { url, headers = {}, mask, gzip = true } = options;
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new ConfigError(`otlp: expected url to be like "http://127.0.0.1:4318/v1/traces", found "${url}".`);
	}
	const send = sender(options);
	const keys = { advice: "Check headers: most services want a key there.", secret: "" };

	async function deliver(entries: readonly ResourceSpans[], { signal }: ExportOptions = {}): Promise<Delivery> {
		const counts = tally(url);
		const line = openLine("otlp", url, headers, (request) => send(request, signal), keys);
		const masked = mask === undefined ? entries : entries.map((entry) => maskTrace(entry, mask));
		await sendTraces(line, "", masked, gzip, counts);
		return counts.end();
	}
	return {
		to: url,
		export: async (of, exportOptions) => deliver(tracesOf(of), exportOptions),
		exportFile: async (path, exportOptions) => deliver(await readTraceFile(path), exportOptions),
	};
}

/** Traces in a file of one's own, a line of OTLP JSON for each: send it later with `langfuse().exportFile(path)`. */
function file(path: string): Exporter {
	return {
		to: path,
		async export(of) {
			const entries = tracesOf(of);
			await writeTraceFile(path, entries);
			const counts = tally(path);
			counts.add("traces", entries.length);
			counts.add("spans", entries.flatMap(spansIn).length);
			return counts.end();
		},
	};
}

/**
 * Sends reports and traces to anything that takes OpenTelemetry's traces over HTTP as JSON: a collector, Jaeger, a vendor.
 *
 * Spans carry the GenAI conventions' attributes, and scores are events `gen_ai.evaluation.result` on the spans that were
 * judged. `otlp.file(path)` writes the same to a file, as JSON lines.
 *
 * @throws ConfigError when `url` is no http address
 * @see https://opentelemetry.io/docs/specs/otlp/
 * @example
 * otlp({ url: "http://127.0.0.1:4318/v1/traces" }).to // => "http://127.0.0.1:4318/v1/traces"
 */
export const otlp = Object.assign(otlpTo, { file });
