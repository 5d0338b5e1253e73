import { ModelError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { formatCount } from "../view/format.ts";
import { type AwsOptions, send, storageSettings } from "./connection.ts";

/** What a job does in a bucket of S3: puts its input there, reads what AWS left. */
export interface Bucket {
	put(key: string, text: string, signal?: AbortSignal): Promise<void>;
	/**
	 * The texts of all files below a folder whose name ends so, in the order of their keys.
	 *
	 * @param folder ends in "/"
	 * @throws ModelError when there is none
	 */
	read(folder: string, ending: string, signal?: AbortSignal): Promise<readonly string[]>;
	/** Ends its connections. */
	close(): void;
}

/**
 * @param who the public name that speaks in errors
 * @throws MissingDependencyError when @aws-sdk/client-s3 is not installed
 */
export async function openBucket(who: string, name: string, options: AwsOptions): Promise<Bucket> {
	const s3 = await loadPeer("@aws-sdk/client-s3", who, () => import("@aws-sdk/client-s3"));
	const client = new s3.S3Client(storageSettings(options));
	const about = (operation: string) => ({
		who,
		operation,
		on: `s3://${name}`,
		...(options.region === undefined ? {} : { region: options.region }),
	});

	async function list(folder: string, signal: AbortSignal | undefined): Promise<string[]> {
		const keys: string[] = [];
		let from: string | undefined;
		do {
			const input = { Bucket: name, Prefix: folder, ...(from === undefined ? {} : { ContinuationToken: from }) };
			const page = await send(client, new s3.ListObjectsV2Command(input), about("ListObjectsV2"), signal);
			keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
			from = page.IsTruncated === true ? page.NextContinuationToken : undefined;
		} while (from !== undefined);
		return keys;
	}

	return {
		async put(key, text, signal) {
			const input = { Bucket: name, Key: key, Body: text, ContentType: "application/jsonl" };
			await send(client, new s3.PutObjectCommand(input), about("PutObject"), signal);
		},
		async read(folder, ending, signal) {
			const all = await list(folder, signal);
			const keys = all.filter((key) => key.endsWith(ending));
			if (keys.length === 0) {
				throw new ModelError(
					`${who}: expected files that end in ${ending} below s3://${name}/${folder}, found ${formatCount(all.length, "other file")}. They may have been moved or deleted: look there, or ask for a new job (again: true).`,
					{ model: who, retryable: false },
				);
			}
			const texts: string[] = [];
			for (const key of keys) {
				const command = new s3.GetObjectCommand({ Bucket: name, Key: key });
				const { Body } = await send(client, command, about("GetObject"), signal);
				texts.push((await Body?.transformToString()) ?? "");
			}
			return texts;
		},
		close: () => client.destroy(),
	};
}
