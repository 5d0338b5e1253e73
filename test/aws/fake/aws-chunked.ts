import type { Exchange } from "./one-port.ts";

/** The body, taken out of S3's chunk framing ("size;signature CRLF bytes CRLF … 0 CRLF trailers") where it has one. */
export function readBody(exchange: Pick<Exchange, "headers" | "body">): Buffer {
	if (!/aws-chunked/.test(exchange.headers["content-encoding"] ?? "")) return exchange.body;
	const chunks: Buffer[] = [];
	let start = 0;
	for (;;) {
		const end = exchange.body.indexOf("\r\n", start);
		const size = Number.parseInt(exchange.body.toString("latin1", start, end), 16);
		if (end < 0 || !(size > 0)) return Buffer.concat(chunks);
		chunks.push(exchange.body.subarray(end + 2, end + 2 + size));
		start = end + 2 + size + 2;
	}
}
