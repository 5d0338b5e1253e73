import { describe, expect, it } from "vitest";
import { batchPlace } from "../../src/aws/batch-options.ts";
import { batchPolicy, batchRole } from "../../src/aws/batch-policy.ts";

const options = { bucket: "my-bucket", role: "arn:aws:iam::111122223333:role/batch", maxUsd: 1 };
const resourcesOf = (action: string, model: string, more: object = {}) =>
	batchPolicy(batchPlace({ ...options, ...more }), model, "eu-west-1").find(({ Action }) => Action.includes(action))
		?.Resource;

describe("the rights that a batch needs", () => {
	it("reach its folder of the bucket and no other", () => {
		expect(resourcesOf("s3:PutObject", "m", { prefix: "mine" })).toEqual(["arn:aws:s3:::my-bucket/mine/*"]);
		const list = batchPolicy(batchPlace(options), "m", "eu-west-1")[1];
		expect(list).toMatchObject({
			Resource: ["arn:aws:s3:::my-bucket"],
			Condition: { StringLike: { "s3:prefix": "touchstone/*" } },
		});
	});

	it("name the model in its region; for a profile, itself and the model wherever it is carried; an ARN as it is", () => {
		const create = "bedrock:CreateModelInvocationJob";
		const jobs = "arn:aws:bedrock:eu-west-1:111122223333:model-invocation-job/*";
		expect(resourcesOf(create, "amazon.nova-lite-v1:0")).toEqual([
			jobs,
			"arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0",
		]);
		expect(resourcesOf(create, "eu.amazon.nova-lite-v1:0")).toEqual([
			jobs,
			"arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0",
			"arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
		]);
		const own = "arn:aws:bedrock:eu-west-1:111122223333:custom-model-deployment/abc";
		expect(resourcesOf(create, own)).toEqual([jobs, own]);
	});

	it("stay within the role's part of the cloud, and let that role alone be passed to Bedrock alone", () => {
		const role = "arn:aws-us-gov:iam::111122223333:role/batch";
		const statements = batchPolicy(batchPlace({ ...options, role }), "amazon.nova-lite-v1:0", "us-gov-west-1");
		expect(JSON.stringify(statements)).not.toContain("arn:aws:");
		expect(statements.at(-1)).toEqual({
			Effect: "Allow",
			Action: ["iam:PassRole"],
			Resource: [role],
			Condition: { StringEquals: { "iam:PassedToService": "bedrock.amazonaws.com" } },
		});
	});
});

describe("the role that Bedrock takes on", () => {
	it("reads and writes the folder in buckets of its own account, and does nothing else", () => {
		const { permissions } = batchRole({ ...options, region: "eu-west-1" });
		const actions = permissions.Statement.flatMap((statement) => (statement as { Action: string[] }).Action);
		expect(actions).toEqual(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]);
		for (const statement of permissions.Statement) {
			expect(statement).toMatchObject({ Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } } });
		}
	});
});
