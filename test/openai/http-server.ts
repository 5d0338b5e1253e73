import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingMessage["headers"];
	// biome-ignore lint/suspicious/noExplicitAny: tests look at JSON of any form
	readonly body: any;
}

export interface HttpServer {
	readonly baseURL: string;
	readonly received: Received[];
	close(): Promise<void>;
}

/** A real server on this machine, on a free port. */
export async function httpServer(
	answer: (request: Received, response: ServerResponse, index: number) => void | Promise<void>,
): Promise<HttpServer> {
	const received: Received[] = [];
	const server = createServer(async (incoming, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString("utf8");
		const request = {
			method: incoming.method ?? "",
			path: incoming.url ?? "",
			headers: incoming.headers,
			body: text === "" ? null : JSON.parse(text),
		};
		const index = received.push(request) - 1;
		await answer(request, response, index);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const { port } = server.address() as AddressInfo;
	return {
		baseURL: `http://127.0.0.1:${port}/v1`,
		received,
		close: () =>
			new Promise((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			}),
	};
}

export function sendJson(
	response: ServerResponse,
	body: unknown,
	status = 200,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { "content-type": "application/json", ...headers });
	response.end(typeof body === "string" ? body : JSON.stringify(body));
}
