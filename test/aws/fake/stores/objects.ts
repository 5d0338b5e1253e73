import { WireError } from "../wire-error.ts";

export interface StoredObject {
	readonly body: Buffer;
	readonly contentType: string;
	readonly metadata: Readonly<Record<string, string>>;
	readonly modified: Date;
	readonly etag: string;
}

/** Buckets in memory. */
export class Objects {
	readonly #buckets = new Map<string, Map<string, StoredObject>>();
	readonly #fixed: boolean;

	constructor(buckets: readonly string[] | undefined) {
		this.#fixed = buckets !== undefined;
		for (const bucket of buckets ?? []) this.#buckets.set(bucket, new Map());
	}

	/** @throws WireError NoSuchBucket */
	bucket(name: string): Map<string, StoredObject> {
		let held = this.#buckets.get(name);
		if (held === undefined) {
			if (this.#fixed) throw new WireError("NoSuchBucket", "The specified bucket does not exist", 404);
			held = new Map();
			this.#buckets.set(name, held);
		}
		return held;
	}

	put(bucket: string, key: string, body: string | Uint8Array): void {
		this.bucket(bucket).set(key, storedObject(body));
	}

	text(bucket: string, key: string): string | null {
		return this.#buckets.get(bucket)?.get(key)?.body.toString("utf8") ?? null;
	}

	/** In the order of S3: by UTF-8 bytes. */
	keys(bucket: string, prefix = ""): string[] {
		const held = [...(this.#buckets.get(bucket)?.keys() ?? [])].filter((key) => key.startsWith(prefix));
		return held.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
	}
}

export function storedObject(
	body: string | Uint8Array,
	contentType = "application/octet-stream",
	metadata: Readonly<Record<string, string>> = {},
): StoredObject {
	const bytes = Buffer.from(body as Uint8Array);
	return { body: bytes, contentType, metadata, modified: wholeSecond(), etag: `"${bytes.length.toString(16)}-fake"` };
}

function wholeSecond(): Date {
	return new Date(Math.floor(Date.now() / 1000) * 1000);
}

/** "s3://bucket/key" in its two parts. */
export function s3Place(uri: string): { readonly bucket: string; readonly key: string } {
	const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
	return { bucket, key };
}
