import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";

/** One request and the ways to answer it, whatever protocol it came by. */
export interface Exchange {
	readonly method: string;
	/** Still percent-encoded, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	readonly protocol: "h1" | "h2";
	head(status: number, headers: Readonly<Record<string, string>>): void;
	/** Resolves when the piece has left this process. */
	write(piece: Uint8Array): Promise<void>;
	end(body?: Uint8Array | string): void;
	cut(): void;
}

export interface OnePort {
	readonly port: number;
	close(): Promise<void>;
}

const preface = "PRI * HTTP/2.0";

/** A server whose one port speaks HTTP/1.1 and HTTP/2 with prior knowledge: the first bytes tell which. */
export async function onePort(handle: (exchange: Exchange) => Promise<void>): Promise<OnePort> {
	const open = new Set<Socket>();
	const socketOfSession = new WeakMap<object, Socket>();
	const http1 = createHttp1((request, response) => void answerHttp1(request, response, handle));
	const http2 = createHttp2((request, response) => {
		const socket = socketOfSession.get(request.stream.session ?? request);
		void answerHttp2(request, response, handle, () => socket?.destroy());
	});
	// Clients may leave whenever they like; a broken pipe is no failure of the fake.
	http1.on("clientError", () => undefined);
	http2.on("sessionError", () => undefined);
	const tcp = createTcp({ noDelay: true, pauseOnConnect: false }, (socket) => {
		open.add(socket);
		socket.on("close", () => open.delete(socket));
		socket.on("error", () => undefined);
		socket.once("data", (first: Buffer) => {
			socket.pause();
			socket.unshift(first);
			if (first.toString("latin1", 0, preface.length) === preface.slice(0, first.length)) {
				http2.once("session", (session) => socketOfSession.set(session, socket));
				// The session takes what was put back by itself; flowing, the socket would lose it.
				http2.emit("connection", socket);
				return;
			}
			http1.emit("connection", socket);
			socket.resume();
		});
	});
	await new Promise<void>((listening) => tcp.listen(0, "127.0.0.1", listening));
	return {
		port: (tcp.address() as AddressInfo).port,
		close: () =>
			new Promise((closed) => {
				tcp.close(() => closed());
				for (const socket of open) socket.destroy();
			}),
	};
}

async function answerHttp1(
	request: IncomingMessage,
	response: ServerResponse,
	handle: (exchange: Exchange) => Promise<void>,
): Promise<void> {
	const { method = "", url = "/" } = request;
	const body = await bytesOf(request);
	if (body === null) return;
	await handle({
		...address(method, url, request.headers),
		body,
		protocol: "h1",
		head: (status, headers) => {
			response.writeHead(status, headers);
			response.flushHeaders();
		},
		write: (piece) => new Promise((sent) => response.write(piece, () => sent())),
		end: (rest) => void response.end(rest),
		cut: () => request.socket.destroy(),
	});
}

async function answerHttp2(
	request: Http2ServerRequest,
	response: Http2ServerResponse,
	handle: (exchange: Exchange) => Promise<void>,
	cut: () => void,
): Promise<void> {
	const body = await bytesOf(request);
	if (body === null) return;
	await handle({
		...address(request.method, request.url, request.headers),
		body,
		protocol: "h2",
		head: (status, headers) => void response.writeHead(status, headers),
		write: (piece) => new Promise((sent) => response.write(piece, () => sent())),
		end: (rest) => (rest === undefined ? response.end() : response.end(rest)),
		cut,
	});
}

/** The whole body; null when the client left before its end. */
async function bytesOf(request: AsyncIterable<Buffer>): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of request) chunks.push(chunk);
	} catch {
		return null;
	}
	return Buffer.concat(chunks);
}

function address(method: string, url: string, headers: object) {
	const question = url.indexOf("?");
	const flat = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]);
	return {
		method,
		path: question < 0 ? url : url.slice(0, question),
		query: new URLSearchParams(question < 0 ? "" : url.slice(question + 1)),
		headers: Object.fromEntries(flat) as Record<string, string>,
	};
}
