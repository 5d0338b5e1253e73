import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HubServer extends AsyncDisposable {
	readonly url: string;
	/** The range header of each request, "whole" where it had none. */
	readonly requests: readonly string[];
}

export interface HubServerOptions {
	/** Closes the connection after so many bytes, in the first `cuts` answers. */
	readonly cutAfterBytes?: number;
	readonly cuts?: number;
	/** A server that does not know ranges answers with the whole file. */
	readonly ranges?: boolean;
	/** Waits between pieces, so that a download takes a while. */
	readonly pauseMs?: number;
	/** Bytes per piece. */
	readonly pieceBytes?: number;
}

/** A hub with one file, whatever its path; anything that ends in "absent" is a 404. */
export async function hubServer(content: Uint8Array, options: HubServerOptions = {}): Promise<HubServer> {
	const { cutAfterBytes, cuts = 1, ranges = true, pauseMs = 0, pieceBytes = 64 * 1024 } = options;
	const requests: string[] = [];
	const server = createServer(async (request, response) => {
		const range = request.headers.range;
		requests.push(range ?? "whole");
		if (request.url?.endsWith("absent")) return response.writeHead(404).end();
		const start = ranges && range ? Number(/bytes=(\d+)-/.exec(range)?.[1]) : 0;
		response.writeHead(start > 0 ? 206 : 200, {
			"content-length": content.length - start,
			etag: '"one"',
			...(start > 0 ? { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
		});
		const cut = cutAfterBytes !== undefined && requests.length <= cuts;
		const end = cut ? Math.min(content.length, start + cutAfterBytes) : content.length;
		for (let at = start; at < end && !response.destroyed; at += pieceBytes) {
			await new Promise((done) => response.write(content.subarray(at, Math.min(end, at + pieceBytes)), done));
			if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
		}
		if (cut) response.destroy();
		else response.end();
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
