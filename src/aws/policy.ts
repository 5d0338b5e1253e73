/** One statement of an IAM policy, as the console takes it. */
export interface PolicyStatement {
	readonly Sid?: string;
	readonly Effect: "Allow";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy as JSON: what goes into the console or into `PutRolePolicy`. */
export interface PolicyDocument {
	readonly Version: "2012-10-17";
	readonly Statement: readonly object[];
}

/**
 * Permission for some actions on some resources, and for nothing else.
 *
 * @example
 * allow(["s3:GetObject"], ["arn:aws:s3:::my-bucket/input/*"]).Effect // => "Allow"
 */
export function allow(
	actions: readonly string[],
	resources: readonly string[],
	condition?: PolicyStatement["Condition"],
): PolicyStatement {
	return {
		Effect: "Allow",
		Action: actions,
		Resource: resources,
		...(condition === undefined ? {} : { Condition: condition }),
	};
}

/**
 * Statements as one policy document; equal ones stand once.
 *
 * @example
 * policyDocument([allow(["s3:GetObject"], ["*"]), allow(["s3:GetObject"], ["*"])]).Statement.length // => 1
 */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
	const seen = new Map(statements.map((statement) => [JSON.stringify(statement), statement]));
	return { Version: "2012-10-17", Statement: [...seen.values()] };
}

/**
 * The trust policy of a role that a Bedrock job takes on: Bedrock alone, for this account's jobs of this kind alone.
 *
 * @param jobKind the part of the job's ARN after the account: "model-invocation-job", "model-customization-job", …
 * @example
 * bedrockTrust({ account: "111122223333", region: "us-east-1", jobKind: "model-invocation-job" }).Version // => "2012-10-17"
 */
export function bedrockTrust(facts: {
	readonly account: string;
	readonly region: string;
	readonly jobKind: string;
}): PolicyDocument {
	const { account, region, jobKind } = facts;
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Effect: "Allow",
				Principal: { Service: "bedrock.amazonaws.com" },
				Action: "sts:AssumeRole",
				// without these two, any account's job could make Bedrock use the role (the "confused deputy")
				Condition: {
					StringEquals: { "aws:SourceAccount": account },
					ArnEquals: { "aws:SourceArn": `arn:aws:bedrock:${region}:${account}:${jobKind}/*` },
				},
			},
		],
	};
}
