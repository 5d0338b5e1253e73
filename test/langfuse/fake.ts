import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { factsOf, type KeyValue, type OtlpSpan } from "../../src/langfuse/otlp-json.ts";

/** A request that the stand-in received. */
export interface Received {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	/** Before it was unpacked. */
	readonly wireBytes: number;
	readonly text: string;
	// biome-ignore lint/suspicious/noExplicitAny: tests look at JSON of any form
	readonly body: any;
}

export interface Reply {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** The request is kept all the same: its answer was lost on the way. */
	readonly keep?: boolean;
	/** Answers that late. */
	readonly afterMs?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at JSON of any form
type Stored = any;

/** What the stand-in holds, by id: what arrives twice under one id is there once. */
export interface FakeLangfuse {
	readonly baseUrl: string;
	readonly publicKey: string;
	readonly secretKey: string;
	readonly received: Received[];
	/** What was wrong with requests, in words; a test expects none. */
	readonly faults: string[];
	readonly spans: Map<string, OtlpSpan & { readonly facts: ReturnType<typeof factsOf>; readonly resource: Stored }>;
	readonly scores: Map<string, Stored>;
	readonly datasets: Map<string, Stored>;
	readonly items: Map<string, Stored>;
	readonly runItems: Stored[];
	close(): Promise<void>;
}

/**
 * A stand-in for Langfuse that takes what Langfuse documents and refuses the rest: keys, ids, types, sizes, parents that are
 * not there, scores and links of traces that are not there. "Accepted by the stand-in" is all that a test can say.
 *
 * @param refuse answers in the server's place, by the number of the request; undefined lets it through
 */
export async function fakeLangfuse(
	refuse: (request: Received, index: number) => Reply | undefined = () => undefined,
): Promise<FakeLangfuse> {
	const fake = {
		baseUrl: "",
		publicKey: "pk-lf-test",
		secretKey: "sk-lf-secret",
		received: [] as Received[],
		faults: [] as string[],
		spans: new Map(),
		scores: new Map(),
		datasets: new Map(),
		items: new Map(),
		runItems: [] as Stored[],
		close: () =>
			new Promise<void>((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			}),
	} satisfies FakeLangfuse;

	const server = createServer(async (incoming, response) => {
		const request = await receive(incoming);
		const index = fake.received.push(request) - 1;
		const instead = refuse(request, index);
		const right = `Basic ${Buffer.from(`${fake.publicKey}:${fake.secretKey}`).toString("base64")}`;
		if (request.headers.authorization !== right) {
			send(response, {
				status: 401,
				body: { message: "Invalid credentials. Confirm that you've configured the correct host." },
			});
		} else if (instead !== undefined && !instead.keep) send(response, instead);
		else {
			const reply = answer(fake, request);
			if (reply.status >= 400 && reply.status !== 404) fake.faults.push(JSON.stringify(reply.body));
			send(response, instead ?? reply);
		}
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return fake;
}

async function receive(incoming: IncomingMessage): Promise<Received> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	const text = (incoming.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
	return {
		method: incoming.method ?? "",
		path: incoming.url ?? "",
		headers: incoming.headers,
		wireBytes: bytes.length,
		text,
		body: text === "" ? null : JSON.parse(text),
	};
}

function send(response: ServerResponse, { status, body = {}, headers = {}, afterMs = 0 }: Reply): void {
	const answer = () => {
		response.writeHead(status, { "content-type": "application/json", ...headers });
		response.end(JSON.stringify(body));
	};
	if (afterMs === 0) answer();
	else setTimeout(answer, afterMs).unref();
}

const limitBytes = 3_500_000;

function answer(fake: FakeLangfuse, request: Received): Reply {
	const { method, path, text, headers, body } = request;
	if (method === "POST" && !headers["content-type"]?.startsWith("application/json")) return wrong("no JSON");
	if (Buffer.byteLength(text) > limitBytes) return { status: 413, body: { message: "Body exceeded 3.5mb limit" } };
	if (path === "/api/public/otel/v1/traces") return takeSpans(fake, body);
	if (headers["content-encoding"] !== undefined) return wrong(`${path} does not unpack`);
	if (path === "/api/public/ingestion") return takeBatch(fake, body);
	if (path === "/api/public/v2/datasets") {
		if (typeof body.name !== "string") return wrong("a data set without a name");
		fake.datasets.set(body.name, body);
		return { status: 200, body: { id: `dataset ${body.name}`, ...body } };
	}
	if (path === "/api/public/dataset-items") return takeItem(fake, body);
	if (path === "/api/public/dataset-run-items") return takeLink(fake, body);
	const run = /^\/api\/public\/datasets\/([^/]+)\/runs\/([^/]+)$/.exec(path);
	if (method === "GET" && run !== null) {
		const [, , name = ""] = run.map(decodeURIComponent);
		const datasetRunItems = fake.runItems.filter(({ runName }) => runName === name);
		if (datasetRunItems.length === 0) return { status: 404, body: { message: "Dataset run not found" } };
		return { status: 200, body: { id: `run ${name}`, name, datasetRunItems } };
	}
	return { status: 404, body: { message: `no such path: ${path}` } };
}

function wrong(message: string): Reply {
	return { status: 400, body: { message } };
}

function takeSpans(fake: FakeLangfuse, body: Stored): Reply {
	for (const { resource, scopeSpans } of body.resourceSpans) {
		for (const { spans } of scopeSpans) {
			for (const span of spans as OtlpSpan[]) {
				const fault = spanFault(fake, span);
				if (fault !== null) return wrong(`span ${span.name}: ${fault}`);
				const facts = factsOf(span.attributes);
				fake.spans.set(`${span.traceId} ${span.spanId}`, { ...span, facts, resource: factsOf(resource.attributes) });
			}
		}
	}
	return { status: 200, body: {} };
}

const types = [
	"span",
	"generation",
	"event",
	"agent",
	"tool",
	"chain",
	"retriever",
	"evaluator",
	"embedding",
	"guardrail",
];

function spanFault(fake: FakeLangfuse, span: OtlpSpan): string | null {
	const { traceId, spanId, parentSpanId, name, startTimeUnixNano: start, endTimeUnixNano: end } = span;
	if (!/^[0-9a-f]{32}$/.test(traceId)) return `trace id ${traceId}`;
	if (!/^[0-9a-f]{16}$/.test(spanId)) return `span id ${spanId}`;
	if (parentSpanId !== undefined && !fake.spans.has(`${traceId} ${parentSpanId}`)) return "a parent that is not there";
	if (name === "" || ![1, 3].includes(span.kind)) return "no name or kind";
	if (!/^\d{19}$/.test(start) || !/^\d{19}$/.test(end) || BigInt(end) < BigInt(start))
		return `times ${start} to ${end}`;
	const lists = [span.attributes, ...(span.events ?? []).map(({ attributes }) => attributes)];
	const odd = lists.flat().find((attribute) => !isKeyValue(attribute));
	if (odd !== undefined) return `attribute ${JSON.stringify(odd)}`;
	const facts = factsOf(span.attributes);
	if (!types.includes(String(facts["langfuse.observation.type"]))) return "no observation type";
	for (const key of ["usage_details", "cost_details"]) {
		const text = facts[`langfuse.observation.${key}`];
		if (text === undefined) continue;
		if (Object.values(JSON.parse(String(text))).some((value) => typeof value !== "number")) return `${key} ${text}`;
	}
	if (String(facts["session.id"] ?? "").length > 200) return "a session id of more than 200 characters";
	return null;
}

function isKeyValue({ key, value }: KeyValue): boolean {
	const entries = Object.entries(value);
	if (key === "" || entries.length !== 1) return false;
	const [[kind, held]] = entries as [[string, unknown]];
	if (kind === "intValue") return Number.isSafeInteger(held);
	if (kind === "arrayValue") return Array.isArray((held as { values: unknown }).values);
	const kinds: Record<string, string> = { stringValue: "string", boolValue: "boolean", doubleValue: "number" };
	return kinds[kind] === typeof held;
}

function takeBatch(fake: FakeLangfuse, { batch }: Stored): Reply {
	if (batch.length > 100) return wrong(`a batch of ${batch.length}`);
	const successes: Stored[] = [];
	const errors: Stored[] = [];
	for (const { id, type, timestamp, body } of batch) {
		const fault = scoreFault(fake, id, type, timestamp, body);
		if (fault === null) {
			fake.scores.set(body.id, { ...body, timestamp });
			successes.push({ id, status: 201 });
		} else {
			fake.faults.push(fault);
			errors.push({ id, status: 400, message: "Invalid request data", error: fault });
		}
	}
	return { status: 207, body: { successes, errors } };
}

function scoreFault(fake: FakeLangfuse, id: unknown, type: string, timestamp: string, body: Stored): string | null {
	if (typeof id !== "string" || typeof body.id !== "string") return "a score without an id";
	if (type !== "score-create") return `type ${type}`;
	if (new Date(timestamp).toISOString() !== timestamp) return `time ${timestamp}`;
	if (typeof body.name !== "string" || !Number.isFinite(body.value) || body.dataType !== "NUMERIC") return "no score";
	if ((body.traceId === undefined) === (body.datasetRunId === undefined)) return "not one target";
	if (body.datasetRunId !== undefined) return null;
	const there = [...fake.spans.values()].filter(({ traceId }) => traceId === body.traceId);
	if (there.length === 0) return `score ${body.name} of a trace that is not there`;
	if (body.observationId !== undefined && !there.some(({ spanId }) => spanId === body.observationId)) {
		return `score ${body.name} of an observation that is not there`;
	}
	return null;
}

function takeItem(fake: FakeLangfuse, body: Stored): Reply {
	if (!fake.datasets.has(body.datasetName))
		return wrong(`an item of a data set that is not there: ${body.datasetName}`);
	fake.items.set(body.id, body);
	return { status: 200, body };
}

function takeLink(fake: FakeLangfuse, body: Stored): Reply {
	if (!fake.items.has(body.datasetItemId)) return wrong("a link of an item that is not there");
	if (![...fake.spans.values()].some(({ traceId }) => traceId === body.traceId)) return wrong("a link of no trace");
	fake.runItems.push(body); // Langfuse takes no id for a link: sent twice, it is there twice
	return { status: 200, body: { ...body, datasetRunId: `run ${body.runName}` } };
}
