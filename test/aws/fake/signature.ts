import { WireError } from "./wire-error.ts";

const signed =
	/^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=[0-9a-f]{64}$/;

/** For which service and region a request is signed. The signature itself is not recomputed: only its presence and form are checked. */
export function readSignature(headers: Readonly<Record<string, string>>): {
	readonly service: string;
	readonly region: string;
} {
	const authorization = headers.authorization;
	if (authorization === undefined)
		throw new WireError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
	// Keys of Bedrock's own: the only service of ours that takes them.
	if (/^Bearer \S+$/.test(authorization)) return { service: "bedrock", region: "" };
	const found = signed.exec(authorization);
	if (found === null || headers["x-amz-date"] === undefined)
		throw new WireError("IncompleteSignatureException", "The authorization header is not a signature", 403);
	const names = (found[4] ?? "").split(";");
	if (!names.includes("host") && !names.includes(":authority"))
		throw new WireError("InvalidSignatureException", "'Host' or ':authority' must be a signed header", 403);
	return { service: found[3] ?? "", region: found[2] ?? "" };
}
