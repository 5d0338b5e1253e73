import { createHash } from "node:crypto";
import { hash } from "../core/hash.ts";
import type { ModelRequest, Part } from "./model.ts";

/**
 * The name under which caches and tapes keep an answer: a hash of who answers and of all that was asked.
 *
 * `sample` is part of it, so repeats of one request stay different; the first sample, 0, is the same as none.
 *
 * @param identity `Model.identity`, which holds endpoint and revision: never the model's name alone
 * @returns 64 hex digits
 * @example
 * requestKey("m", { messages: [] }) === requestKey("m", { messages: [], sample: 0 }) // => true
 */
export function requestKey(identity: string, request: ModelRequest): string {
	const stored = storedRequest(request);
	const { sample, ...rest } = stored;
	return hash({ identity, request: sample === 0 ? rest : stored });
}

/** A request as files and traces hold it: an image or a document is there by the hash of its bytes. */
export type StoredRequest = Omit<ModelRequest, "messages"> & {
	readonly messages: readonly { readonly role: "user" | "assistant"; readonly content: readonly unknown[] }[];
};

/**
 * What caches, tapes and traces keep of a request. One without images and documents is kept as it is.
 *
 * @example
 * const image = { type: "image", format: "png", bytes: new Uint8Array([1, 2, 3]) };
 * storedRequest({ messages: [{ role: "user", content: [image] }] }).messages[0].content[0].bytes
 * // => "3 bytes, sha256 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
 */
export function storedRequest(request: ModelRequest): StoredRequest {
	if (!request.messages.some(({ content }) => content.some(hasBytes))) return request;
	return {
		...request,
		messages: request.messages.map(({ role, content }) => ({
			role,
			content: content.map((part) => (hasBytes(part) ? { ...part, bytes: nameOf(part.bytes) } : part)),
		})),
	};
}

function hasBytes(part: Part): part is Extract<Part, { bytes: Uint8Array }> {
	return part.type === "image" || part.type === "document";
}

function nameOf(bytes: Uint8Array): string {
	return `${bytes.length} bytes, sha256 ${createHash("sha256").update(bytes).digest("hex")}`;
}
