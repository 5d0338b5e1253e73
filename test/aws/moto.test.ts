import {
	CreateRoleCommand,
	CreateUserCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	IAMClient,
	PutRolePolicyCommand,
	PutUserPolicyCommand,
	UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../../scripts/venv.ts";
import { batch } from "../../src/aws/batch.ts";
import { batchPlace } from "../../src/aws/batch-options.ts";
import { batchPolicy } from "../../src/aws/batch-policy.ts";
import { openBucket } from "../../src/aws/bucket.ts";
import { callerAccount } from "../../src/aws/caller-account.ts";
import { clientSettings, storageSettings } from "../../src/aws/connection.ts";
import { policyDocument } from "../../src/aws/policy.ts";
import { whoami } from "../../src/aws/whoami.ts";
import { type MotoServer, startMoto } from "./moto-server.ts";

const python = findPython();
if (python === null) console.log("moto: no Python here, so S3, IAM and STS have no stand-in and are not tried");

// What moto says proves that S3, IAM and STS are spoken to as their stand-in expects; not that AWS grants anything.
describe.skipIf(python === null)("S3, IAM and STS on moto", { timeout: 300_000 }, () => {
	let moto: MotoServer;
	const at = () => ({
		region: "us-east-1",
		endpoint: moto.url,
		credentials: { accessKeyId: "AKIAMOTOMOTOMOTOMOTO", secretAccessKey: "no-one-knows-this" },
	});

	beforeAll(async () => {
		moto = await startMoto({ MOTO_S3_DEFAULT_MAX_KEYS: "2" }); // pages as short as that: lists must go on
	}, 600_000); // the first time it is installed
	afterAll(() => moto?.[Symbol.asyncDispose]());

	describe("a bucket", () => {
		const name = "touchstone-moto";
		let s3: S3Client;
		beforeAll(async () => {
			s3 = new S3Client(storageSettings(at()));
			await s3.send(new CreateBucketCommand({ Bucket: name }));
		});
		afterAll(() => s3?.destroy());

		it("takes a text and gives it back byte for byte, as lines of JSON", async () => {
			const bucket = await openBucket("aws.batch", name, at());
			const text = `${JSON.stringify({ recordId: "A", text: "naïve 𝄞 \u2028 end" })}\n`;
			await bucket.put("one/records.jsonl", text);
			expect(await bucket.read("one/", ".jsonl")).toEqual([text]);
			const kept = await s3.send(new GetObjectCommand({ Bucket: name, Key: "one/records.jsonl" }));
			expect(kept.ContentType).toBe("application/jsonl");
			expect(kept.ContentLength).toBe(Buffer.byteLength(text));
			kept.Body?.transformToString();
			bucket.close();
		});

		it("reads all files of a folder over many pages of the list, and none of its neighbours", async () => {
			const bucket = await openBucket("aws.batch", name, at());
			for (const index of [0, 1, 2, 3, 4]) await bucket.put(`many/job/${index}.jsonl.out`, `text ${index}`);
			await bucket.put("many/job/manifest.json.out", "{}");
			await bucket.put("many/job2/0.jsonl.out", "another job's");
			const page = await s3.send(new ListObjectsV2Command({ Bucket: name, Prefix: "many/job/" }));
			expect([page.Contents?.length, page.IsTruncated]).toEqual([2, true]);
			expect(await bucket.read("many/job/", ".jsonl.out")).toEqual([0, 1, 2, 3, 4].map((index) => `text ${index}`));
			bucket.close();
		});

		it("says that a folder has no such file, and what it has instead", async () => {
			const bucket = await openBucket("aws.batch", name, at());
			await bucket.put("none/manifest.json.out", "{}");
			await expect(bucket.read("none/", ".jsonl.out")).rejects.toThrow(
				"aws.batch: expected files that end in .jsonl.out below s3://touchstone-moto/none/, found 1 other file.",
			);
			bucket.close();
		});

		it("that is not there ends in a sentence: to write as to read", async () => {
			const missing = await openBucket("aws.batch", "touchstone-nowhere", at());
			const sentence = (operation: string) =>
				new RegExp(
					`^aws\\.batch: expected ${operation} on s3://touchstone-nowhere to go through in us-east-1, found 404 NoSuchBucket: .*Correct the bucket's name`,
				);
			await expect(missing.put("a.jsonl", "{}\n")).rejects.toMatchObject({
				code: "config",
				message: expect.stringMatching(sentence("PutObject")),
			});
			await expect(missing.read("a/", ".jsonl")).rejects.toThrow(sentence("ListObjectsV2"));
			missing.close();
		});
	});

	describe("the role that a batch needs", () => {
		const role = "arn:aws:iam::123456789012:role/touchstone-batch";
		const options = { bucket: "touchstone-moto", role, maxUsd: 1, region: "us-east-1" };
		const RoleName = "touchstone-batch";
		const { trust, permissions } = batch.role(options);
		let iam: IAMClient;
		beforeAll(() => {
			iam = new IAMClient(clientSettings(at()));
		});
		afterAll(() => iam?.destroy());

		it("is created of what aws.batch.role prints, and is what was printed", async () => {
			const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
			expect(made.Role?.Arn).toBe(role);
			// a role's trust is read by moto only where it is changed
			const PolicyDocument = JSON.stringify(trust);
			await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
			const PolicyName = "files";
			await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(permissions) }));
			const kept = await iam.send(new GetRoleCommand({ RoleName }));
			expect(JSON.parse(decodeURIComponent(kept.Role?.AssumeRolePolicyDocument ?? ""))).toEqual(trust);
			const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
			expect(JSON.parse(decodeURIComponent(policy.PolicyDocument ?? ""))).toEqual(permissions);
		});

		it("is refused with policies that are none: moto reads what it is given", async () => {
			const [statement] = permissions.Statement;
			const { Resource: _, ...nowhere } = statement as { readonly Resource: unknown };
			const document = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
			const refusals = [
				// a role's trust names no resource, its rights must
				new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: document(permissions.Statement) }),
				new PutRolePolicyCommand({ RoleName, PolicyName: "wrong", PolicyDocument: document([nowhere]) }),
			];
			for (const command of refusals) {
				await expect(iam.send(command as PutRolePolicyCommand)).rejects.toMatchObject({
					name: expect.stringMatching(/^MalformedPolicyDocument/),
				});
			}
		});

		it("and the rights of whoever runs the evaluation, as the plan prints them, are a policy too", async () => {
			const UserName = "touchstone-reader";
			await iam.send(new CreateUserCommand({ UserName }));
			const PolicyName = "batch";
			for (const model of ["amazon.nova-lite-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v1:0"]) {
				const statements = batchPolicy(batchPlace(options), model, "us-east-1");
				const PolicyDocument = JSON.stringify(policyDocument(statements));
				await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
			}
		});
	});

	it("STS says whose the keys are: to the reader, and to a cleanup", async () => {
		const me = await whoami(at());
		expect(me).toMatchObject({ account: "123456789012", region: "us-east-1", source: "passed as an option" });
		expect(me.arn).toMatch(/^arn:aws:(iam|sts)::123456789012:/);
		expect(await callerAccount("aws.cleanup", at())).toBe("123456789012");
	});
});
