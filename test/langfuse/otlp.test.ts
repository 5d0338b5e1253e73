import { afterEach, describe, expect, it } from "vitest";
import { otlp } from "../../src/langfuse/otlp.ts";
import { type FakeLangfuse, fakeLangfuse } from "./fake.ts";
import { report } from "./reports.ts";

let server: FakeLangfuse;
afterEach(() => server?.close());

const basic = ({ publicKey, secretKey }: FakeLangfuse) => ({
	authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`,
});

describe("otlp", () => {
	it("sends traces alone, with the scores inside, to any address", async () => {
		server = await fakeLangfuse();
		const url = `${server.baseUrl}/api/public/otel/v1/traces`;
		const { delivered, problems } = await otlp({ url, headers: basic(server), gzip: false }).export(report(2));
		expect([delivered, problems, server.faults]).toEqual([
			{ traces: 2, spans: 8, scores: 0, items: 0, runItems: 0 },
			[],
			[],
		]);
		expect(server.received.map(({ path, headers }) => [path, headers["content-encoding"]])).toEqual([
			["/api/public/otel/v1/traces", undefined],
		]);
		expect(server.received[0]?.text).toContain("gen_ai.evaluation.result");
	});

	it("says what to look at when the server wants a key", async () => {
		server = await fakeLangfuse();
		const client = otlp({ url: `${server.baseUrl}/v1/traces` });
		await expect(client.export(report(1))).rejects.toThrow(/^otlp: expected .* found 401.*Check headers/);
	});

	it("refuses an address that is none", () => {
		expect(() => otlp({ url: "127.0.0.1:4318" })).toThrow('expected url to be like "http://127.0.0.1:4318/v1/traces"');
	});
});
