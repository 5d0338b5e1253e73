import { frame } from "./frames.ts";
import { eventStream, type MemberShape, type Route, type Service, type Shape, shapeOf } from "./shapes.ts";
import { writeXml } from "./xml.ts";

export interface Written {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** An output in the form of its protocol. */
export function writeOutput(route: Route, output: Readonly<Record<string, unknown>>): Written {
	const { service, operation } = route;
	const shape: Shape = operation.output === undefined ? { type: "structure" } : shapeOf(service, operation.output);
	const headers: Record<string, string> = {};
	const inBody: Record<string, unknown> = {};
	let payload: unknown;
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		const value = output[name];
		if (value === undefined) continue;
		if (name === shape.payload) payload = value;
		else if (member.location === "header") headers[member.locationName ?? name] = headerText(value);
		else if (member.location === "headers")
			for (const [key, held] of Object.entries(value as object)) headers[`${member.locationName}${key}`] = String(held);
		else inBody[name] = value;
	}
	if (shape.payload !== undefined && eventStream(route) === null)
		return { headers: { "content-type": "application/octet-stream", ...headers }, body: bytes(payload) };
	if (service.protocol === "rest-xml" || service.protocol === "query")
		return { headers: { "content-type": "text/xml", ...headers }, body: Buffer.from(writeXml(route, inBody)) };
	const type = service.protocol === "json" ? "application/x-amz-json-1.1" : "application/json";
	const json = JSON.stringify(toJson(service, shape, inBody));
	return { headers: { "content-type": type, ...headers }, body: Buffer.from(json) };
}

/** One event or exception of a stream, framed. */
export function writeEvent(route: Route, event: Readonly<Record<string, unknown>>): Buffer {
	const stream = eventStream(route);
	const [name, value] = Object.entries(event)[0] ?? [];
	const member = stream?.shape.members?.[name ?? ""];
	if (name === undefined || member === undefined) throw new Error(`${route.name} has no event ${name}`);
	const shape = shapeOf(route.service, member.shape);
	const held = value as Record<string, unknown>;
	if (shape.exception)
		return frame(
			{ ":message-type": "exception", ":exception-type": name, ":content-type": "application/json" },
			Buffer.from(JSON.stringify(toJson(route.service, shape, held))),
		);
	const raw = Object.entries(shape.members ?? {}).find(([, inner]) => inner.eventpayload)?.[0];
	return frame(
		{
			":event-type": name,
			":content-type": raw === undefined ? "application/json" : "application/octet-stream",
			":message-type": "event",
		},
		raw === undefined ? Buffer.from(JSON.stringify(toJson(route.service, shape, held))) : bytes(held[raw]),
	);
}

function headerText(value: unknown): string {
	return value instanceof Date ? value.toUTCString() : String(value);
}

function bytes(value: unknown): Buffer {
	if (value === undefined) return Buffer.alloc(0);
	return typeof value === "string" ? Buffer.from(value) : Buffer.from(value as Uint8Array);
}

function toJson(service: Service, shape: Shape, value: unknown): unknown {
	if (value === null || value === undefined || shape.document) return value;
	const of = (reference: MemberShape | undefined, held: unknown) =>
		reference === undefined ? held : toJson(service, shapeOf(service, reference.shape), held);
	if (shape.type === "blob") return bytes(value).toString("base64");
	if (value instanceof Date) return shape.timestampFormat === "iso8601" ? value.toISOString() : value.getTime() / 1000;
	if (Array.isArray(value)) return value.map((item) => of(shape.member, item));
	if (typeof value !== "object") return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, held]) => {
			const member = shape.members?.[name];
			return [member?.locationName ?? name, of(member ?? shape.value, held)];
		}),
	);
}
