import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { whoami } from "../../src/aws/whoami.ts";
import { type Fake, startFake } from "./fake/index.ts";

let fake: Fake;

beforeAll(async () => {
	fake = await startFake();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
	expect(fake.failures).toEqual([]);
	await fake[Symbol.asyncDispose]();
});

/** No AWS settings but these, whatever the machine has. */
function only(settings: Readonly<Record<string, string>>): void {
	for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
	const none = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/none", AWS_SHARED_CREDENTIALS_FILE: "/none" };
	for (const [name, value] of Object.entries({ ...none, ...settings })) vi.stubEnv(name, value);
}

const keys = { AWS_ACCESS_KEY_ID: "AKIAFAKEFAKEFAKEFAKE", AWS_SECRET_ACCESS_KEY: "fake-secret" };

describe("aws.whoami", () => {
	it("shows account, region and where the keys are from, and no keys", async () => {
		only({ ...keys, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: fake.url });
		const me = await whoami();
		expect(me).toMatchObject({ region: "eu-west-1", source: "environment variables", notes: [] });
		expect(me.account).toMatch(/^\d{12}$/);
		expect(me.arn).toContain(me.account);
		expect(me.view().text).toContain("environment variables");
		expect(JSON.stringify(me) + me.view().html).not.toMatch(/AKIA|fake-secret/);
	});

	it("says that an API key of Bedrock's wins over keys, and not where keys were passed", async () => {
		only({ ...keys, AWS_REGION: "eu-west-1", AWS_BEARER_TOKEN_BEDROCK: "abc" });
		expect((await whoami({ endpoint: fake.url })).notes).toEqual([expect.stringContaining("wins over these keys")]);
		const credentials = { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" };
		const passed = await whoami({ endpoint: fake.url, credentials });
		expect(passed).toMatchObject({ source: "passed as an option", notes: [] });
	});

	it("has no account to show where an API key is all there is", async () => {
		only({ AWS_REGION: "eu-west-1", AWS_BEARER_TOKEN_BEDROCK: "abc" });
		expect(await whoami({ endpoint: fake.url })).toMatchObject({ account: null, source: "AWS_BEARER_TOKEN_BEDROCK" });
	});

	it("ends in a sentence where there are no keys, no region, or keys that have run out", async () => {
		only({ AWS_REGION: "eu-west-1" });
		await expect(whoami({ endpoint: fake.url })).rejects.toThrow(/aws\.whoami: .*Sign in/);
		only(keys);
		await expect(whoami({ endpoint: fake.url })).rejects.toThrow(/Region is missing\. Pass region/);
		only({ ...keys, AWS_REGION: "eu-west-1" });
		fake.answer("GetCallerIdentity", {
			error: "ExpiredToken",
			message: "The security token included in the request is expired",
			status: 403,
		});
		await expect(whoami({ endpoint: fake.url })).rejects.toMatchObject({
			code: "config",
			message: expect.stringContaining("have run out"),
		});
	});
});
