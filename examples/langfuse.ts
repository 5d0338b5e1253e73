// langfuse sends a report to Langfuse: a trace for each row, its scores, the data set and the run. otlp takes it anywhere else.
// You want it where others look at your runs. Here the server is a few lines of this file, so that the example runs alone.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dataset, evaluate, langfuse, metric, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const server = createServer(async (request, response) => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk);
	console.log(request.method, request.url?.replace(/\/runs\/.*/, "/runs/…"));
	if (request.url !== "/api/public/ingestion") return void response.end("{}");
	const { batch } = JSON.parse(Buffer.concat(chunks).toString());
	const successes = batch.map(({ id }: { id: string }) => ({ id, status: 201 }));
	response.writeHead(207).end(JSON.stringify({ successes, errors: [] }));
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address() as AddressInfo;

const language = signature({
	name: "language",
	instructions: "Name the language of the message, in English.",
	input: { message: z.string() },
	output: { language: z.string() },
});
const messages = dataset([{ message: "Hvor er min pakke?", language: "Danish" }], {
	input: ["message"],
	expected: ["language"],
});
const program = predict(language).using(scripted(['{"language":"Danish"}']));
const report = await evaluate(program, messages, [metric.exact("language")], { cache: false, progress: false });

// langfuse() alone reads LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY and LANGFUSE_BASE_URL.
const keys = { publicKey: "pk-lf-1", secretKey: "sk-lf-1", baseUrl: `http://127.0.0.1:${port}` };
const mask = (text: string) => text.replaceAll(/\S+@\S+/g, "[address]");
const { delivered, problems } = await langfuse({ ...keys, mask }).export(report);
console.log(delivered, problems);
server.closeAllConnections();
server.close();

// Prints:
// POST /api/public/otel/v1/traces
// POST /api/public/ingestion
// POST /api/public/v2/datasets
// POST /api/public/dataset-items
// GET /api/public/datasets/data/runs/…
// POST /api/public/dataset-run-items
// { traces: 1, spans: 3, scores: 1, items: 1, runItems: 1 } []
