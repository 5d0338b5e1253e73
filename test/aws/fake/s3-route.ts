import type { Exchange } from "./one-port.ts";
import type { Route, Service } from "./shapes.ts";

/** Path-style addresses: /bucket/key. */
export function routeS3(service: Service, exchange: Pick<Exchange, "method" | "path" | "query">): Route | null {
	const [, bucket, key] = /^\/([^/]+)\/?(.*)$/.exec(exchange.path) ?? [];
	if (bucket === undefined) return null;
	const name = operationName(exchange.method, key !== "", exchange.query);
	const operation = service.operations[name ?? ""];
	if (operation === undefined || name === null) return null;
	const labels = { Bucket: decodeURIComponent(bucket), ...(key ? { Key: decodeURIComponent(key) } : {}) };
	return { name, operation, service, labels };
}

function operationName(method: string, hasKey: boolean, query: URLSearchParams): string | null {
	if (!hasKey) {
		if (method === "HEAD") return "HeadBucket";
		return method === "GET" && query.get("list-type") === "2" ? "ListObjectsV2" : null;
	}
	return { PUT: "PutObject", GET: "GetObject", HEAD: "HeadObject", DELETE: "DeleteObject" }[method] ?? null;
}
