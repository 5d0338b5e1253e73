import type { Exchange } from "./one-port.ts";
import { routeS3 } from "./s3-route.ts";
import type { Route, Service } from "./shapes.ts";
import { WireError } from "./wire-error.ts";

/** The operation a request asks for, by the service its signature names, its method, path or target. */
export function findRoute(
	services: Readonly<Record<string, Service>>,
	signedFor: string,
	exchange: Pick<Exchange, "method" | "path" | "query" | "headers" | "body">,
): Route {
	for (const service of Object.values(services)) {
		if (service.signingName !== signedFor) continue;
		const found = service.protocol === "rest-xml" ? routeS3(service, exchange) : routeIn(service, exchange);
		if (found !== null) return found;
	}
	throw new WireError(
		"UnknownOperationException",
		`the fake knows no operation of ${signedFor} at ${exchange.method} ${exchange.path}`,
		404,
	);
}

function routeIn(service: Service, exchange: Pick<Exchange, "method" | "path" | "headers" | "body">): Route | null {
	if (service.protocol === "json")
		return named(service, exchange.headers["x-amz-target"]?.replace(`${service.targetPrefix}.`, ""));
	if (service.protocol === "query")
		return named(service, new URLSearchParams(exchange.body.toString("utf8")).get("Action"));
	for (const [name, operation] of Object.entries(service.operations)) {
		if (operation.http.method !== exchange.method) continue;
		const labels = matchPath(operation.http.requestUri, exchange.path);
		if (labels !== null) return { name, operation, service, labels };
	}
	return null;
}

function named(service: Service, name: string | null | undefined): Route | null {
	const operation = service.operations[name ?? ""];
	return operation === undefined ? null : { name: name ?? "", operation, service, labels: {} };
}

/** Labels of "/model/{modelId}/converse" in a path, decoded; null when it is another path. */
export function matchPath(template: string, path: string): Record<string, string> | null {
	const wanted = segments(template);
	const found = segments(path);
	if (wanted.length !== found.length) return null;
	const labels: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = found[index] ?? "";
		if (segment.startsWith("{") && value !== "") labels[segment.slice(1, -1)] = decodeURIComponent(value);
		else if (segment !== value) return null;
	}
	return labels;
}

function segments(path: string): string[] {
	return path.replace(/\/$/, "").split("/").slice(1);
}
