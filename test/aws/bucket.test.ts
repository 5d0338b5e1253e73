import { describe, expect, it } from "vitest";
import { openBucket } from "../../src/aws/bucket.ts";
import { closing, useFake } from "./on-fake.ts";

const { fake, at } = useFake();

async function bucket() {
	const opened = await openBucket("aws.batch", "my-bucket", at());
	closing({ [Symbol.asyncDispose]: async () => opened.close() });
	return opened;
}

// more of S3 itself is tried in moto.test.ts
describe("a bucket", () => {
	it("reads every file of a folder that ends so, in the order of their keys", async () => {
		const files = await bucket();
		for (const [key, text] of [
			["a/2.jsonl.out", "two"],
			["a/1.jsonl.out", "one"],
			["a/manifest.json.out", "{}"],
			["b/3.jsonl.out", "three"],
		] as const) {
			await files.put(key, text);
		}
		expect(await files.read("a/", ".jsonl.out")).toEqual(["one", "two"]);
	});

	it("says what it found where there is no such file, and how to go on", async () => {
		const files = await bucket();
		await files.put("c/manifest.json.out", "{}");
		await expect(files.read("c/", ".jsonl.out")).rejects.toMatchObject({
			code: "model",
			message: expect.stringMatching(/below s3:\/\/my-bucket\/c\/, found 1 other file\. .*\(again: true\)/),
		});
	});

	it("that lies in another region is a sentence: what it names is fixed in the call", async () => {
		const files = await bucket();
		const message = "The bucket you are attempting to access must be addressed using the specified endpoint.";
		fake().answer("PutObject", { error: "PermanentRedirect", message, status: 301 }, { usual: true });
		await expect(files.put("d/1.jsonl", "{}\n")).rejects.toMatchObject({
			code: "config",
			message: expect.stringMatching(
				/^aws\.batch: expected PutObject on s3:\/\/my-bucket to go through in us-east-1, found .*The bucket is in another region/,
			),
		});
	});
});
