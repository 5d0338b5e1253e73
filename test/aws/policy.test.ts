import { expect, test } from "vitest";
import { allow, bedrockTrust, policyDocument } from "../../src/aws/policy.ts";

test("a permission policy holds each statement once, in order", () => {
	const read = allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"]);
	const pass = allow(["iam:PassRole"], ["arn:aws:iam::111122223333:role/r"], {
		StringEquals: { "iam:PassedToService": "bedrock.amazonaws.com" },
	});
	expect(policyDocument([read, pass, { ...read }])).toEqual({ Version: "2012-10-17", Statement: [read, pass] });
	expect(policyDocument([])).toEqual({ Version: "2012-10-17", Statement: [] });
});

// the conditions that the service's guide gives against the "confused deputy"
test("the trust policy names the service, the account and the kind of job", () => {
	const facts = { account: "111122223333", region: "eu-central-1", jobKind: "model-invocation-job" };
	expect(bedrockTrust(facts).Statement).toEqual([
		{
			Effect: "Allow",
			Principal: { Service: "bedrock.amazonaws.com" },
			Action: "sts:AssumeRole",
			Condition: {
				StringEquals: { "aws:SourceAccount": "111122223333" },
				ArnEquals: { "aws:SourceArn": "arn:aws:bedrock:eu-central-1:111122223333:model-invocation-job/*" },
			},
		},
	]);
});
