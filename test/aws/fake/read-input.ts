import { readBody } from "./aws-chunked.ts";
import type { Exchange } from "./one-port.ts";
import { type MemberShape, type Route, type Service, type Shape, shapeOf } from "./shapes.ts";
import { refuse } from "./wire-error.ts";

/** The input of a request under the members' own names, as the client was called; not checked yet. */
export function readInput(
	route: Route,
	exchange: Pick<Exchange, "query" | "headers" | "body">,
): Record<string, unknown> {
	const { service, operation } = route;
	const shape: Shape = operation.input === undefined ? { type: "structure" } : shapeOf(service, operation.input);
	if (service.protocol === "query") return readForm(exchange.body);
	const input: Record<string, unknown> = {};
	const rest = new URLSearchParams(exchange.query);
	for (const [name] of new URLSearchParams(operation.http.requestUri.split("?")[1])) rest.delete(name);
	// The SDK's own mark of the operation's name.
	rest.delete("x-id");
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		const found = readPlaced(service, name, member, route.labels, rest, exchange.headers);
		if (found !== undefined) input[name] = found;
	}
	const [unread] = rest.keys();
	if (unread !== undefined) refuse(`the query parameter ${unread} is not one of ${route.name}`);
	if (shape.payload !== undefined) {
		const member = shape.members?.[shape.payload];
		const held = member && shapeOf(service, member.shape);
		const body = readBody(exchange);
		if (held?.type !== "blob") Object.assign(input, readJson(service, member?.shape ?? "", body));
		else if (body.length > 0 || held.min === undefined) input[shape.payload] = body;
	} else if (service.protocol !== "rest-xml")
		Object.assign(input, readJson(service, operation.input ?? "", exchange.body));
	return input;
}

/** A member that travels in the path, the query or a header. */
function readPlaced(
	service: Service,
	name: string,
	member: MemberShape,
	labels: Readonly<Record<string, string>>,
	query: URLSearchParams,
	headers: Readonly<Record<string, string>>,
): unknown {
	const wireName = member.locationName ?? name;
	const shape = shapeOf(service, member.shape);
	if (member.location === "uri") return labels[wireName];
	if (member.location === "header") return fromText(shape, headers[wireName.toLowerCase()]);
	if (member.location === "headers") {
		const prefix = wireName.toLowerCase();
		const held = Object.entries(headers).filter(([header]) => header.startsWith(prefix));
		return held.length === 0
			? undefined
			: Object.fromEntries(held.map(([header, value]) => [header.slice(prefix.length), value]));
	}
	if (member.location === "querystring") {
		const values = query.getAll(wireName);
		query.delete(wireName);
		return shape.type === "list" && values.length > 0 ? values : fromText(shape, values[0]);
	}
	return undefined;
}

function fromText(shape: Shape, text: string | undefined): unknown {
	if (text === undefined) return undefined;
	if (["integer", "long", "float", "double"].includes(shape.type)) return Number(text);
	if (shape.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
	if (shape.type === "timestamp") return new Date(text);
	return text;
}

function readForm(body: Buffer): Record<string, unknown> {
	const form = new URLSearchParams(body.toString("utf8"));
	form.delete("Action");
	form.delete("Version");
	return Object.fromEntries(form);
}

function readJson(service: Service, shape: string, body: Buffer): Record<string, unknown> {
	if (body.length === 0) return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(body.toString("utf8"));
	} catch {
		refuse("the body is not JSON");
	}
	if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) refuse("the body is not a JSON object");
	return fromJson(service, shapeOf(service, shape), parsed) as Record<string, unknown>;
}

/** JSON to what the client was called with: blobs as bytes, times as dates; what does not fit stays for the check. */
function fromJson(service: Service, shape: Shape, value: unknown): unknown {
	if (value === null || shape.document) return value;
	const of = (reference: MemberShape | undefined, held: unknown) =>
		reference === undefined ? held : fromJson(service, shapeOf(service, reference.shape), held);
	if (shape.type === "blob" && typeof value === "string") return Buffer.from(value, "base64");
	if (shape.type === "timestamp") return new Date(typeof value === "number" ? value * 1000 : String(value));
	if (Array.isArray(value)) return value.map((item) => of(shape.member, item));
	if (typeof value !== "object") return value;
	if (shape.type === "map")
		return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, of(shape.value, held)]));
	const names = new Map(
		Object.entries(shape.members ?? {}).map(([name, member]) => [member.locationName ?? name, name]),
	);
	return Object.fromEntries(
		Object.entries(value)
			// A member set to null is a member left out.
			.filter(([, held]) => held !== null)
			.map(([wireName, held]) => {
				const name = names.get(wireName) ?? wireName;
				return [name, of(shape.members?.[name], held)];
			}),
	);
}
