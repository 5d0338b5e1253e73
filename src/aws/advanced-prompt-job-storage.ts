import { ModelError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AwsOptions, send, storageSettings } from "./connection.ts";

/** The calls to S3 that a job's input and result take. */
export interface JobStorage {
	put(key: string, text: string, signal?: AbortSignal): Promise<void>;
	/**
	 * The first file below a folder whose name ends so.
	 *
	 * @throws ModelError when there is none
	 */
	find(folder: string, ending: string, signal?: AbortSignal): Promise<string>;
}

export async function jobStorage(who: string, bucket: string, options: AwsOptions): Promise<JobStorage> {
	const sdk = await loadPeer("@aws-sdk/client-s3", who, () => import("@aws-sdk/client-s3"));
	const client = new sdk.S3Client(storageSettings(options));
	const about = (operation: string) => ({ who, operation });
	return {
		async put(key, text, signal) {
			const command = new sdk.PutObjectCommand({
				Bucket: bucket,
				Key: key,
				Body: text,
				ContentType: "application/jsonl",
			});
			await send(client, command, about("PutObject"), signal);
		},
		async find(folder, ending, signal) {
			const list = new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: folder });
			const { Contents = [] } = await send(client, list, about("ListObjectsV2"), signal);
			const key = Contents.map(({ Key = "" }) => Key).find((name) => name.endsWith(ending));
			if (key === undefined) {
				throw new ModelError(
					`${who}: expected a file that ends in ${ending} below s3://${bucket}/${folder}, found ${Contents.length} others. Look there: it may have been moved.`,
					{ model: who, retryable: false },
				);
			}
			const { Body } = await send(
				client,
				new sdk.GetObjectCommand({ Bucket: bucket, Key: key }),
				about("GetObject"),
				signal,
			);
			return (await Body?.transformToString()) ?? "";
		},
	};
}
