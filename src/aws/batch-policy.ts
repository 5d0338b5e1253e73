import { type BatchOptions, type BatchPlace, batchPlace } from "./batch-options.ts";
import { allow, bedrockTrust, type PolicyDocument, type PolicyStatement, policyDocument } from "./policy.ts";

/** The rights of the one who runs the evaluation. */
export function batchPolicy(place: BatchPlace, modelId: string, region: string): readonly PolicyStatement[] {
	const { partition, account, role, bucket, prefix } = place;
	const objects = `arn:${partition}:s3:::${bucket}`;
	const jobs = `arn:${partition}:bedrock:${region}:${account}:model-invocation-job/*`;
	return [
		allow(["s3:PutObject", "s3:GetObject"], [`${objects}/${prefix}*`]),
		allow(["s3:ListBucket"], [objects], { StringLike: { "s3:prefix": `${prefix}*` } }),
		allow(["bedrock:CreateModelInvocationJob"], [jobs, ...modelArns(place, modelId, region)]),
		allow(["bedrock:GetModelInvocationJob", "bedrock:StopModelInvocationJob", "bedrock:TagResource"], [jobs]),
		allow(["iam:PassRole"], [role], { StringEquals: { "iam:PassedToService": "bedrock.amazonaws.com" } }),
	];
}

/**
 * The role that Bedrock takes on for a batch: whom it trusts, and what it allows. Paste both into the IAM console; nothing is
 * created here.
 *
 * @example
 * const role = "arn:aws:iam::111122223333:role/batch";
 * batchRole({ bucket: "my-bucket", role, maxUsd: 1, region: "us-east-1" }).permissions.Statement.length // => 2
 */
export function batchRole(options: BatchOptions & { readonly region: string }): {
	readonly trust: PolicyDocument;
	readonly permissions: PolicyDocument;
} {
	const { account, partition, bucket, prefix } = batchPlace(options);
	const objects = `arn:${partition}:s3:::${bucket}`;
	const own = { StringEquals: { "aws:ResourceAccount": account } };
	return {
		trust: bedrockTrust({ account, region: options.region, jobKind: "model-invocation-job" }),
		permissions: policyDocument([
			allow(["s3:GetObject", "s3:PutObject"], [`${objects}/${prefix}*`], own),
			allow(["s3:ListBucket"], [objects], own),
		]),
	};
}

/** An inference profile needs the right to itself and to the model in every region that it may carry a request to. */
function modelArns({ partition, account }: BatchPlace, modelId: string, region: string): string[] {
	if (modelId.startsWith("arn:")) return [modelId];
	const [, profile, name = modelId] = /^(us|eu|apac|jp|au|us-gov|global)\.(.+)$/.exec(modelId) ?? [];
	const bedrock = `arn:${partition}:bedrock`;
	if (profile === undefined) return [`${bedrock}:${region}::foundation-model/${modelId}`];
	return [`${bedrock}:${region}:${account}:inference-profile/${modelId}`, `${bedrock}:*::foundation-model/${name}`];
}
