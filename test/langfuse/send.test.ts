import { afterEach, describe, expect, it } from "vitest";
import { random } from "../../src/core/random.ts";
import { type SendOptions, sender } from "../../src/langfuse/send.ts";
import { type HttpServer, httpServer, sendJson } from "../openai/http-server.ts";

let server: HttpServer;
afterEach(() => server?.close());

/** Sends once and says how long it waited between tries. */
async function run(statuses: readonly number[], again: "any" | "refused" = "any", options: SendOptions = {}) {
	server = await httpServer((_, response, index) => sendJson(response, {}, statuses[index] ?? 200));
	const waits: number[] = [];
	const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
	const send = sender({ clock, random: random(3), ...options });
	const answer = await send({ method: "POST", url: server.baseURL, headers: {}, body: "{}", again });
	return { answer, waits, tries: server.received.length };
}

describe("sender", () => {
	it("waits a draw of its own before each try, at most twice as long each time", async () => {
		const { answer, waits, tries } = await run([500, 502, 429]);
		expect([answer.ok, tries]).toEqual([true, 4]);
		const draws = random(3);
		expect(waits).toEqual([500, 1000, 2000].map((most) => draws.next() * most));
	});

	it("gives up after the last try", async () => {
		const { answer, tries } = await run([500, 500, 500, 500, 500]);
		expect([answer, tries]).toEqual([
			{ ok: false, status: 500, message: "found 500 (gave up after 4 tries)", everyone: true },
			4,
		]);
	});

	it.each([400, 401, 404, 413, 501])("does not ask again after %i", async (status) => {
		const { answer, tries } = await run([status]);
		expect([answer.ok, tries]).toEqual([false, 1]);
	});

	it("asks again for what must not be made twice only where the server took nothing", async () => {
		expect((await run([429, 503], "refused")).tries).toBe(3);
		await server.close();
		expect((await run([500], "refused")).tries).toBe(1);
	});

	it("follows no redirect", async () => {
		server = await httpServer((_, response) => sendJson(response, {}, 301, { location: "https://elsewhere.example/" }));
		const answer = await sender()({ method: "POST", url: server.baseURL, headers: {}, body: "{}", again: "any" });
		expect(answer).toMatchObject({ ok: false, message: "found that it has moved to https://elsewhere.example/" });
	});

	it("waits for no more tries once the reader has stopped it", async () => {
		const signal = AbortSignal.abort();
		const request = { method: "GET", url: "http://127.0.0.1:1", headers: {}, again: "any" } as const;
		await expect(sender()(request, signal)).rejects.toMatchObject({ code: "abort" });
	});
});
