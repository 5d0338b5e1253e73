import { ConfigError } from "../core/errors.ts";
import type { AwsOptions } from "./connection.ts";

/** The name that speaks in errors. */
export const who = "aws.batch";

export interface BatchOptions extends AwsOptions {
	/** The S3 bucket for questions and answers, in the region of the model. */
	readonly bucket: string;
	/** The ARN of the role that Bedrock takes on to read and write there; `aws.batch.role` prints what it must allow. */
	readonly role: string;
	/** The most that the job, and the calls that are made live after it, may cost in US dollars. */
	readonly maxUsd: number;
	/** Goes on although a price is unknown, so that `maxUsd` cannot be held. Default false. */
	readonly acceptUnknownCost?: boolean;
	/** The folder in the bucket. Default "touchstone/". */
	readonly prefix?: string;
	/** Asks once live, at the price on demand, for each record that failed or is missing. Default: its row has the error. */
	readonly retryFailedLive?: boolean;
	/** The least number of records that the account's quota asks of a job. Default 100, as accounts begin with (unverified). */
	readonly minimumRecords?: number;
	/** The most records that the account's quota allows a job. Default 50,000 (unverified). */
	readonly maximumRecords?: number;
	/** The most bytes that the account's quota allows the job's file. Default one gigabyte, 1e9 (unverified). */
	readonly maximumBytes?: number;
	/** Creates a job anew although the same was asked for before, each time it is run. Default false. */
	readonly again?: boolean;
	/** Hours, 24 to 168, after which AWS ends the job. Default: AWS's own, 24. */
	readonly timeoutHours?: number;
}

/** The options, checked and filled in. */
export interface BatchPlace {
	readonly bucket: string;
	readonly role: string;
	/** Of the role, and so of the job. */
	readonly account: string;
	/** "aws", "aws-us-gov", …: the part of the cloud, as ARNs begin with it. */
	readonly partition: string;
	/** Ends in "/". */
	readonly prefix: string;
}

/**
 * @throws ConfigError for a bucket, role, prefix or number that AWS would refuse
 * @example
 * batchPlace({ bucket: "my-bucket", role: "arn:aws:iam::111122223333:role/batch", prefix: "a", maxUsd: 1 }).prefix // => "a/"
 */
export function batchPlace(options: BatchOptions): BatchPlace {
	const { bucket, role, prefix = "touchstone/", maxUsd, timeoutHours = 24 } = options;
	const expect = (fits: boolean, expected: string, found: unknown) => {
		if (!fits) throw new ConfigError(`${who}: expected ${expected}, found ${JSON.stringify(found)}.`);
	};
	expect(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket), 'bucket to be a name like "my-bucket"', bucket);
	const [, partition = "", account = ""] = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/.+/.exec(role) ?? [];
	expect(account !== "", 'role to be the ARN of a role, like "arn:aws:iam::111122223333:role/batch"', role);
	// what AWS takes in the address of a job's files
	expect(/^[\w./-]*$/.test(prefix) && !prefix.startsWith("/"), 'prefix to be like "folder/"', prefix);
	expect(maxUsd >= 0, "maxUsd, the most to spend in US dollars", maxUsd);
	const { minimumRecords, maximumRecords, maximumBytes } = options;
	for (const [name, quota] of Object.entries({ minimumRecords, maximumRecords, maximumBytes })) {
		expect(quota === undefined || (Number.isInteger(quota) && quota >= 1), `a whole ${name} >= 1`, quota);
	}
	const hours = Number.isInteger(timeoutHours) && timeoutHours >= 24 && timeoutHours <= 168;
	expect(hours, "timeoutHours to be whole hours from 24 to 168", timeoutHours);
	return { bucket, role, account, partition, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}
