import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { startTrace } from "../../src/core/trace.ts";
import { langfuse } from "../../src/langfuse/langfuse.ts";
import type { LangfuseOptions } from "../../src/langfuse/langfuse-options.ts";
import { otlp } from "../../src/langfuse/otlp.ts";
import { type FakeLangfuse, fakeLangfuse, type Received, type Reply } from "./fake.ts";
import { agentReport, question, report, usage } from "./reports.ts";

let server: FakeLangfuse;
const waits: number[] = [];
// time that only the waits move
const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };

afterEach(async () => {
	waits.length = 0;
	await server?.close();
});

/** A fresh stand-in and a client for it. */
async function start(refuse?: Parameters<typeof fakeLangfuse>[0], options: Partial<LangfuseOptions> = {}) {
	server = await fakeLangfuse(refuse);
	const { publicKey, secretKey, baseUrl } = server;
	return langfuse({ publicKey, secretKey, baseUrl, clock, random: random(1), ...options });
}

const paths = () => server.received.map(({ method, path }) => `${method} ${path.replace(/\/runs\/.*/, "/runs/…")}`);
const traces = "/api/public/otel/v1/traces";
const ingestion = "/api/public/ingestion";
/** The first request to a path is answered so, later ones as usual. */
const once = (path: string, reply: Reply) => {
	let left = 1;
	return (request: { path: string }) => (request.path === path && left-- > 0 ? reply : undefined);
};

describe("a report", () => {
	it("arrives whole: traces, then scores, then the data set and its run", async () => {
		const client = await start();
		const { delivered, failed, problems, to } = await client.export(report(2));
		expect(server.faults).toEqual([]);
		expect({ delivered, failed, problems, to }).toEqual({
			to: server.baseUrl,
			// a row: root, agent, model, tool; accuracy each, and the figure f1 of the whole run
			delivered: { traces: 2, spans: 8, scores: 3, items: 2, runItems: 2 },
			failed: { traces: 0, spans: 0, scores: 0, items: 0, runItems: 0 },
			problems: [],
		});
		const order = [traces, ingestion, "/v2/datasets", "/dataset-items", "/runs/", "/dataset-run-items"];
		const at = order.map((path) => paths().findIndex((found) => found.includes(path)));
		expect(at).toEqual([...at].sort((a, b) => a - b));
		expect(paths().at(-1)).toBe(`POST ${ingestion}`);
		expect([...server.items.values()][0]).toMatchObject({
			datasetName: "timetable",
			input: { question: "Kører tog 12? 🚆", number: 1 },
			expectedOutput: { answer: "yes" },
			metadata: { row: "1" },
		});
		expect([...server.scores.values()].map(({ name, value, datasetRunId }) => [name, value, datasetRunId])).toEqual([
			["accuracy", 1, undefined],
			["accuracy", 1, undefined],
			["f1", 0.75, "run trains 2026-01-02T03:04:05.000Z"],
		]);
	});

	it("sent again changes nothing, whatever client sends it", async () => {
		const client = await start();
		await client.export(report(2));
		const held = () => [
			[...server.spans.keys()],
			[...server.scores.keys()],
			[...server.items.keys()],
			server.runItems.length,
		];
		const before = held();
		const { delivered } = await client.export(JSON.parse(JSON.stringify(report(2))));
		expect(held()).toEqual(before);
		expect(delivered).toEqual({ traces: 2, spans: 8, scores: 3, items: 2, runItems: 2 });
	});

	it("of no rows sends nothing", async () => {
		const client = await start();
		const { delivered } = await client.export(report(0));
		expect(delivered).toEqual({ traces: 0, spans: 0, scores: 0, items: 0, runItems: 0 });
		expect(server.received).toEqual([]);
	});

	it("goes without its data set where that is not wanted", async () => {
		const client = await start(undefined, { dataset: false });
		const { delivered } = await client.export(report(1));
		expect(delivered).toMatchObject({ traces: 1, scores: 1, items: 0, runItems: 0 });
		expect(paths()).toEqual([`POST ${traces}`, `POST ${ingestion}`]);
	});

	it("keeps every character, packed and unpacked", async () => {
		const client = await start();
		await client.export(report(1));
		const root = [...server.spans.values()].find(({ parentSpanId }) => parentSpanId === undefined);
		expect(JSON.parse(String(root?.facts["langfuse.trace.input"]))).toEqual({
			question: "Kører tog 12? 🚆",
			number: 1,
		});
		const [first] = server.received;
		expect(first?.headers["content-encoding"]).toBe("gzip");
		expect(first?.wireBytes).toBeLessThan(Buffer.byteLength(first?.text ?? ""));
	});
});

describe("an agent's report", () => {
	const cot = { value: 0.8, reason: "kind", usage, at: [] };
	const rag = { value: 0.5, reason: "half of it", usage, at: [] };

	it("has the shape of the post: names, session, tags, scores where they belong", async () => {
		const client = await start(undefined, { environment: "ci" });
		const rows = [
			question(1, "RAG", { COT_helpfulness: cot, RAG_faithfulness: rag }),
			question(2, "TEXT2SQL", { COT_helpfulness: cot, TEXT2SQL_answer_correctness: { ...rag, at: [0] } }),
		];
		const { delivered, problems } = await client.export(agentReport(rows));
		expect(server.faults).toEqual([]);
		expect(problems).toEqual([]);
		expect(delivered).toMatchObject({ traces: 2, scores: 4, items: 0, runItems: 0 });
		const all = [...server.spans.values()];
		const roots = all.filter(({ parentSpanId }) => parentSpanId === undefined);
		expect(roots.map(({ name }) => name)).toEqual(["T0-Q3-RAG", "T0-Q4-TEXT2SQL"]);
		expect(new Set(all.map(({ facts }) => facts["session.id"]))).toEqual(new Set(["session-0"]));
		expect(roots[0]?.facts).toMatchObject({ "user.id": "desk", "langfuse.trace.output": "At 9." });
		expect(JSON.stringify(roots[0]?.attributes)).toContain('{"stringValue":"SINGLE-AGENT"}');
		expect(roots[0]?.resource).toMatchObject({ "langfuse.environment": "ci" });

		const nameOf = (id: string | undefined) => all.find(({ spanId }) => spanId === id)?.name ?? null;
		const placed = [...server.scores.values()].map(({ name, observationId, environment }) => [
			name,
			nameOf(observationId),
			environment,
		]);
		expect(placed).toEqual(
			expect.arrayContaining([
				["COT_helpfulness", "Chain-of-thought judging", "ci"],
				["RAG_faithfulness", null, "ci"],
				["TEXT2SQL_answer_correctness", "invoke_agent desk", "ci"],
			]),
		);
	});

	it("counts each generation's tokens once, with what it cost", async () => {
		const client = await start();
		await client.export(agentReport([question(1, "RAG", { COT_helpfulness: cot, RAG_faithfulness: rag })]));
		const generations = [...server.spans.values()].filter(
			({ facts }) => facts["langfuse.observation.type"] === "generation",
		);
		expect(
			generations.map(({ name, facts }) => [
				name,
				facts["langfuse.observation.usage_details"],
				facts["langfuse.observation.cost_details"],
			]),
		).toEqual([
			["chat qwen", '{"input":120,"output":30,"total":150}', '{"total":0.0004}'],
			["Chain-of-thought judging", '{"input":120,"output":30,"total":150}', '{"total":0.0004}'],
			["RAG judging", '{"input":120,"output":30,"total":150}', '{"total":0.0004}'],
		]);
	});

	it("marks a question that failed, and sends no score for a judge that did", async () => {
		const error = { code: "output", name: "OutputError", message: "no verdict", facts: {} } as const;
		const failed = { ...question(1, "RAG", { RAG_faithfulness: { value: null, error, at: [] } }), answer: null, error };
		const client = await start();
		const { delivered } = await client.export(agentReport([failed]));
		expect(delivered.scores).toBe(0);
		const [root] = [...server.spans.values()];
		expect(root?.status).toEqual({ code: 2, message: "no verdict" });
		expect(root?.facts["langfuse.observation.level"]).toBe("ERROR");
		expect(JSON.stringify(root?.events)).toContain('{"key":"error.type","value":{"stringValue":"OutputError"}}');
	});
});

describe("a trace by itself", () => {
	it("arrives under an id made of its content", async () => {
		const client = await start();
		const trace = startTrace("answer");
		await trace.span("look up", "tool", async (child) => child.set({ input: "far", odd: 12n }));
		const { delivered } = await client.export(trace);
		expect(delivered).toMatchObject({ traces: 1, spans: 2, scores: 0 });
		await client.export(trace.data);
		expect(server.spans.size).toBe(2);
		expect(server.faults).toEqual([]);
	});

	it("is told from anything else", async () => {
		const client = await start();
		await expect(client.export({ rows: 3 } as never)).rejects.toThrow(
			/expected a report, an agent's report or a trace, found object/,
		);
		await expect(client.export(null as never)).rejects.toThrow("found null");
	});
});

describe("when the server refuses", () => {
	it("the keys: a sentence with the next step, no key of the secret kind in it, and nothing sent after", async () => {
		const client = await start(undefined, { secretKey: "sk-lf-wrong" });
		const error: Error = await client.export(report(2)).then(
			() => new Error("none"),
			(thrown) => thrown,
		);
		expect(error).toMatchObject({ code: "config" });
		expect(error.message).toMatch(/^langfuse: expected http:\S+ to accept the keys, found 401: Invalid credentials/);
		expect(error.message).toMatch(
			/publicKey \(pk-lf-test\) and secretKey belong to the same project, and that baseUrl/,
		);
		expect(error.message).not.toContain("sk-lf-wrong");
		expect(server.received.length).toBe(1);
	});

	it("one score of a batch, inside a 207: counted and named, the others stay", async () => {
		const refuseFirst = ({ path, body }: Received) => {
			if (path !== ingestion) return undefined;
			const [bad, ...good] = body.batch as { id: string }[];
			const errors = [{ id: bad?.id, status: 400, message: "Invalid score", error: "no config" }];
			return { status: 207, body: { successes: good.map(({ id }) => ({ id, status: 201 })), errors } };
		};
		const client = await start(refuseFirst, { dataset: false });
		const { delivered, failed, problems, view } = await client.export(report(3));
		expect([delivered.scores, failed.scores]).toEqual([2, 1]);
		const name = expect.stringMatching(/^accuracy of [0-9a-f]{32}$/);
		expect(problems).toEqual([{ kind: "scores", name, message: "Invalid score: no config", status: 400 }]);
		expect(view().text).toContain("2 delivered, 1 failed");
		expect(view().html).toContain("Invalid score: no config");
	});

	it("a score of which the answer says nothing", async () => {
		const client = await start((request) => (request.path === ingestion ? { status: 207, body: {} } : undefined), {
			dataset: false,
		});
		const { failed, problems } = await client.export(report(1));
		expect([failed.scores, problems[0]?.message]).toEqual([1, "found no word of it in the answer"]);
	});

	it("with 429: waits as long as it asks, then goes on", async () => {
		const client = await start(once(traces, { status: 429, headers: { "retry-after": "7" } }), { dataset: false });
		const { delivered, problems } = await client.export(report(1));
		expect([delivered.traces, problems]).toEqual([1, []]);
		expect(waits).toEqual([7000]);
	});

	it("with 429 and a wait beyond reason: gives up and says so, and tries nothing else", async () => {
		const client = await start(() => ({ status: 429, headers: { "retry-after": "3600" } }));
		const { delivered, failed, problems } = await client.export(report(1));
		expect([delivered.traces, failed.traces, failed.scores, waits]).toEqual([0, 1, 1, []]);
		expect(problems[0]?.message).toBe("found 429 (it asks to wait 3600 s)");
		expect(server.received.length).toBe(1);
	});

	it("with 500 after it took all, then takes it: sent again, and there once", async () => {
		const lost = { status: 500, keep: true };
		const atTraces = once(traces, lost);
		const atScores = once(ingestion, lost);
		const client = await start((request) => atTraces(request) ?? atScores(request));
		const { delivered, problems } = await client.export(report(2));
		expect(problems).toEqual([]);
		expect(delivered).toMatchObject({ traces: 2, scores: 3 });
		expect([server.spans.size, server.scores.size, server.runItems.length]).toEqual([8, 3, 2]);
		expect(waits.length).toBe(2);
		expect(waits.every((ms) => ms >= 0 && ms < 500)).toBe(true);
	});

	it("to answer for a link of a row: not sent twice, counted, and made by the next export", async () => {
		const client = await start(once("/api/public/dataset-run-items", { status: 500 }));
		const first = await client.export(report(1));
		expect([first.failed.runItems, first.problems[0]?.name, server.runItems.length]).toEqual([1, "trains 1", 0]);
		const second = await client.export(report(1));
		expect([second.failed.runItems, second.delivered.runItems, server.runItems.length]).toEqual([0, 1, 1]);
	});

	it("traces for good: their scores and links are held back", async () => {
		const client = await start(once(traces, { status: 400, body: { message: "no such thing" } }));
		const { delivered, failed, problems } = await client.export(report(2));
		expect(delivered).toMatchObject({ traces: 0, scores: 0, runItems: 0 });
		expect(failed).toMatchObject({ traces: 2, spans: 8, scores: 2 });
		expect(problems.map(({ message }) => message)).toContain("held back: its trace did not arrive");
		expect([...server.scores, ...server.runItems]).toEqual([]);
	});

	it("a part of the spans, as OTLP has it: the request counts as lost", async () => {
		const partial = { partialSuccess: { rejectedSpans: "1", errorMessage: "too old" } };
		const client = await start(once(traces, { status: 200, body: partial }), { dataset: false });
		const { failed, problems } = await client.export(report(1));
		expect([failed.spans, failed.traces, failed.scores]).toEqual([4, 1, 1]);
		expect(problems[0]?.message).toBe("found 1 spans of the request rejected: too old");
	});
});

describe("when the server is slow or gone", () => {
	it("gives up at the time limit, names it, and tries nothing else", async () => {
		const client = await start(() => ({ status: 200, afterMs: 60_000 }), { timeoutMs: 40, attempts: 2 });
		const { failed, problems } = await client.export(report(1));
		expect([failed.traces, failed.scores]).toEqual([1, 1]);
		expect(problems[0]?.message).toBe("found no answer within 0.04 s (gave up after 2 tries)");
		expect(problems.map(({ message }) => message)).toContain(
			"not tried, since an earlier request found no answer within 0.04 s (gave up after 2 tries)",
		);
		expect(server.received.length).toBeLessThanOrEqual(2); // a try may end before the server saw it
	});

	it("says what it found where nobody listens", async () => {
		const client = await start(undefined, { attempts: 2, dataset: false });
		await server.close();
		const { failed, problems } = await client.export(report(1));
		expect(failed.traces).toBe(1);
		expect(problems[0]?.message).toMatch(/^found no connection \(.*\) \(gave up after 2 tries\)$/);
	});

	it("finds a web page in place of an API", async () => {
		const page = { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" };
		const client = await start(() => page, { dataset: false });
		const { problems } = await client.export(report(1));
		expect(problems[0]?.message).toBe("found a web page: the address is not that of an API");
	});

	it("stops when the reader does", async () => {
		const stop = new AbortController();
		const client = await start(() => {
			stop.abort();
			return { status: 200, afterMs: 60_000 };
		});
		await expect(client.export(report(1), { signal: stop.signal })).rejects.toMatchObject({ code: "abort" });
	});
});

describe("what is large", () => {
	it("goes in requests of at most 3.5 MB, parents first", async () => {
		const client = await start(undefined, { dataset: false });
		const text = "æ".repeat(700_000); // 1.4 MB each
		const big = { ...startTrace("big").data, children: Array.from({ length: 5 }, () => startTrace(text).data) };
		const { delivered, problems } = await client.export(big);
		expect(problems).toEqual([]);
		expect(server.faults).toEqual([]);
		expect(delivered).toMatchObject({ traces: 1, spans: 6 });
		expect(server.received.length).toBeGreaterThan(2);
		expect(Math.max(...server.received.map((one) => Buffer.byteLength(one.text)))).toBeLessThanOrEqual(3_500_000);
	});

	it("is refused where one span is too large by itself; the rest is sent", async () => {
		const client = await start(undefined, { dataset: false });
		const { delivered, failed, problems } = await client.export({
			...startTrace("big").data,
			children: [startTrace("x".repeat(3_600_000)).data],
		});
		expect([delivered.spans, failed.spans, failed.traces]).toEqual([1, 1, 1]);
		expect(problems[0]?.message).toMatch(/a span of more than 3.5 MB.*Shorten it with a mask/);
	});

	it("goes in batches of at most 100 scores", async () => {
		const client = await start(undefined, { dataset: false });
		const { delivered } = await client.export(report(205));
		const sizes = server.received.filter(({ path }) => path === ingestion).map(({ body }) => body.batch.length);
		expect([delivered.scores, sizes]).toEqual([205, [100, 100, 5]]);
	});
});

describe("a mask", () => {
	const mask = (text: string) => text.replaceAll(/\d{16}|yes|train(?:s| 12)?/gi, "•");

	it("is applied to every text before anything is sent: spans, scores, rows", async () => {
		const client = await start(undefined, { mask });
		const scores = { accuracy: { value: 1, reason: "it said yes" } };
		await client.export(report(1, { input: { question: "Train 12?", yes: 4111111111111111 }, scores }));
		expect(server.faults).toEqual([]);
		const sent = server.received.filter(({ path }) => path !== "/api/public/v2/datasets").map(({ text }) => text);
		// the run and its data set keep their names, by which the reader finds them
		const texts = sent.map((text) => text.replaceAll("trains 2026", "").replaceAll(/"timetable"/g, "")).join("\n");
		expect(texts).not.toMatch(/\byes\b|4111111111111111|train 12/i);
		expect([...server.items.values()][0]?.input).toEqual({ question: "•?", "•": "•" });
		expect([...server.scores.values()][0]?.comment).toBe("it said •");
	});

	it("that fails ends the export before anything is sent", async () => {
		const client = await start(undefined, { mask: () => undefined as never });
		await expect(client.export(report(1))).rejects.toThrow("expected the mask to give a text, found undefined");
		expect(server.received).toEqual([]);
	});
});

describe("a file of traces", () => {
	it("sent later, gives what sending at once gives", async () => {
		const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "run.jsonl");
		const written = await otlp.file(path).export(report(2));
		expect(written).toMatchObject({ to: path, delivered: { traces: 2, spans: 8 }, problems: [] });
		const client = await start();
		const direct = await client.export(report(2));
		const held = [new Map(server.spans), new Map(server.scores), new Map(server.items)];
		server.spans.clear();
		server.scores.clear();
		const later = await client.exportFile(path);
		expect(later).toEqual(direct);
		expect([server.spans, server.scores, server.items]).toEqual(held);
	});

	it("that is none is refused with the line", async () => {
		const client = await start();
		const path = join(await mkdtemp(join(tmpdir(), "touchstone-")), "run.jsonl");
		await writeFile(path, '{"resourceSpans":[]}\n\n{"rows":[]}\n');
		await expect(client.exportFile(path)).rejects.toThrow(
			/expected traces .* in line 3 of .*run.jsonl, found \{"rows":\[\]\}/,
		);
		await writeFile(path, "{");
		await expect(client.exportFile(path)).rejects.toThrow("expected JSON in line 1");
		await expect(client.exportFile(`${path}.gone`)).rejects.toMatchObject({ code: "data" });
	});
});

describe("langfuse", () => {
	it("refuses options that cannot work", () => {
		const keys = { publicKey: "pk", secretKey: "sk" };
		expect(() => langfuse({ ...keys, publicKey: "" })).toThrow("found one empty");
		expect(() => langfuse({ ...keys, baseUrl: "cloud.langfuse.com" })).toThrow('found "cloud.langfuse.com"');
		expect(() => langfuse({ ...keys, environment: "Langfuse CI" })).toThrow("lower-case letters");
		expect(langfuse(keys).to).toBe("https://cloud.langfuse.com");
	});
});
