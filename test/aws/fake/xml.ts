import { type MemberShape, type Route, type Service, shapeOf } from "./shapes.ts";

/** An output as XML: bare for S3, wrapped in its operation's response for STS. */
export function writeXml(route: Route, output: Readonly<Record<string, unknown>>): string {
	const { service, operation, name } = route;
	const members = operation.output === undefined ? {} : (shapeOf(service, operation.output).members ?? {});
	const inner = Object.entries(output)
		.map(([member, value]) => element(service, member, members[member], value))
		.join("");
	const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
	if (service.protocol === "query")
		return `${declaration}<${name}Response><${name}Result>${inner}</${name}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${name}Response>`;
	// Operations without an output in the body send none.
	return inner === "" && name !== "ListObjectsV2" ? "" : `${declaration}<ListBucketResult>${inner}</ListBucketResult>`;
}

export function xmlError(protocol: string, code: string, message: string): string {
	const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
	return protocol === "query"
		? `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>fake</RequestId></ErrorResponse>`
		: `<Error>${error}<RequestId>fake</RequestId></Error>`;
}

function element(service: Service, name: string, member: MemberShape | undefined, value: unknown): string {
	const shape = member === undefined ? { type: "string" } : shapeOf(service, member.shape);
	const tag = member?.locationName ?? name;
	if (Array.isArray(value)) {
		const items = value.map((item) =>
			element(service, shape.flattened ? tag : (shape.member?.locationName ?? "member"), inner(shape.member), item),
		);
		return shape.flattened ? items.join("") : `<${tag}>${items.join("")}</${tag}>`;
	}
	if (typeof value === "object" && value !== null && !(value instanceof Date)) {
		const held = Object.entries(value).map(([key, item]) => element(service, key, shape.members?.[key], item));
		return `<${tag}>${held.join("")}</${tag}>`;
	}
	return `<${tag}>${escapeXml(value instanceof Date ? value.toISOString() : String(value))}</${tag}>`;
}

/** The items of a list are named by the list. */
function inner(member: MemberShape | undefined): MemberShape | undefined {
	return member === undefined ? undefined : { shape: member.shape };
}

function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
