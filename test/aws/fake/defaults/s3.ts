import { crc32 } from "../frames.ts";
import type { Loose } from "../loose.ts";
import { type StoredObject, storedObject } from "../stores/objects.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { World } from "../world.ts";

/** The part of S3 that files of a job need. */
export const s3 = {
	PutObject(
		{ Bucket, Key, Body = "", ContentType, Metadata, ChecksumCRC32, IfNoneMatch }: Loose,
		world: World,
	): Answer {
		const bucket = world.objects.bucket(Bucket);
		if (IfNoneMatch === "*" && bucket.has(Key))
			throw new WireError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
		const object = storedObject(Body, ContentType, Metadata);
		if (ChecksumCRC32 !== undefined && ChecksumCRC32 !== checksum(object.body))
			throw new WireError("BadDigest", "The CRC32 you specified did not match the calculated checksum.", 400);
		bucket.set(Key, object);
		return { output: { ETag: object.etag } };
	},
	GetObject({ Bucket, Key }: Loose, world: World): Answer {
		const object = find(world, Bucket, Key);
		return { output: { Body: object.body, ...facts(object) } };
	},
	HeadObject({ Bucket, Key }: Loose, world: World): Answer {
		return { output: facts(find(world, Bucket, Key)) };
	},
	/** Deleting what is not there is no error. */
	DeleteObject({ Bucket, Key }: Loose, world: World): Answer {
		world.objects.bucket(Bucket).delete(Key);
		return { output: {} };
	},
	HeadBucket({ Bucket }: Loose, world: World): Answer {
		world.objects.bucket(Bucket);
		return { output: {} };
	},
	ListObjectsV2({ Bucket, Prefix = "", MaxKeys = 1000, ContinuationToken, StartAfter }: Loose, world: World): Answer {
		const bucket = world.objects.bucket(Bucket);
		const after = ContinuationToken ?? StartAfter ?? "";
		const left = world.objects.keys(Bucket, Prefix).filter((key) => key > after);
		const page = left.slice(0, MaxKeys);
		const truncated = page.length < left.length;
		return {
			output: {
				Name: Bucket,
				Prefix,
				MaxKeys,
				KeyCount: page.length,
				IsTruncated: truncated,
				...(truncated ? { NextContinuationToken: page.at(-1) } : {}),
				Contents: page.map((Key) => {
					const { body, modified, etag } = bucket.get(Key) ?? storedObject("");
					return { Key, Size: body.length, LastModified: modified, ETag: etag, StorageClass: "STANDARD" };
				}),
			},
		};
	},
};

function find(world: World, bucket: string, key: string): StoredObject {
	const object = world.objects.bucket(bucket).get(key);
	if (object === undefined) throw new WireError("NoSuchKey", "The specified key does not exist.", 404);
	return object;
}

function facts({ body, contentType, modified, etag, metadata }: StoredObject): object {
	return {
		ContentLength: body.length,
		ContentType: contentType,
		LastModified: modified,
		ETag: etag,
		Metadata: metadata,
	};
}

function checksum(bytes: Uint8Array): string {
	const held = Buffer.alloc(4);
	held.writeUInt32BE(crc32(bytes));
	return held.toString("base64");
}
