import { loadPeer } from "../core/peer.ts";
import { who } from "./batch-options.ts";
import { type AwsOptions, send, storageSettings } from "./connection.ts";

/** The two things that a batch does in S3. */
export interface BatchStorage {
	put(bucket: string, key: string, text: string, signal?: AbortSignal): Promise<void>;
	/** The texts of all files whose key begins and ends so. */
	read(bucket: string, prefix: string, ending: string, signal?: AbortSignal): Promise<readonly string[]>;
}

/** @throws MissingDependencyError when @aws-sdk/client-s3 is not installed */
export async function openStorage(options: AwsOptions): Promise<BatchStorage> {
	const s3 = await loadPeer("@aws-sdk/client-s3", who, () => import("@aws-sdk/client-s3"));
	const client = new s3.S3Client(storageSettings(options));
	const about = (operation: string) => ({
		who,
		operation,
		...(options.region === undefined ? {} : { region: options.region }),
	});
	async function keys(bucket: string, prefix: string, signal: AbortSignal | undefined): Promise<string[]> {
		const found: string[] = [];
		let from: string | undefined;
		do {
			const input = { Bucket: bucket, Prefix: prefix, ...(from === undefined ? {} : { ContinuationToken: from }) };
			const page = await send(client, new s3.ListObjectsV2Command(input), about("ListObjectsV2"), signal);
			found.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
			from = page.IsTruncated === true ? page.NextContinuationToken : undefined;
		} while (from !== undefined);
		return found;
	}
	return {
		async put(bucket, key, text, signal) {
			const input = { Bucket: bucket, Key: key, Body: text, ContentType: "application/jsonl" };
			await send(client, new s3.PutObjectCommand(input), about("PutObject"), signal);
		},
		async read(bucket, prefix, ending, signal) {
			const texts: string[] = [];
			for (const key of await keys(bucket, prefix, signal)) {
				if (!key.endsWith(ending)) continue;
				const command = new s3.GetObjectCommand({ Bucket: bucket, Key: key });
				const { Body } = await send(client, command, about("GetObject"), signal);
				texts.push((await Body?.transformToString()) ?? "");
			}
			return texts;
		},
	};
}
