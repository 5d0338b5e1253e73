import { BedrockClient } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { clientSettings, send, storageSettings } from "../../src/aws/connection.ts";

const about = { who: "aws.bedrock", operation: "Converse", model: "m" };

afterEach(() => vi.unstubAllEnvs());

describe("clientSettings", () => {
	it("leaves to the SDK what was left out", () => {
		vi.stubEnv("AWS_REGION", undefined);
		vi.stubEnv("AWS_DEFAULT_REGION", undefined);
		expect(Object.keys(clientSettings({})).sort()).toEqual(["maxAttempts", "requestHandler", "retryMode"]);
	});

	it("takes the region from the environment, by either name", () => {
		vi.stubEnv("AWS_REGION", undefined);
		vi.stubEnv("AWS_DEFAULT_REGION", "eu-west-1");
		expect(clientSettings({}).region).toBe("eu-west-1");
		vi.stubEnv("AWS_REGION", "us-west-2");
		expect(clientSettings({}).region).toBe("us-west-2");
		expect(clientSettings({ region: "eu-north-1" }).region).toBe("eu-north-1");
	});

	it("lets keys and profiles that are passed win over a bearer token in the environment", () => {
		expect(clientSettings({ profile: "dev" }).authSchemePreference).toEqual(["sigv4"]);
		expect(clientSettings({ region: "us-east-1" }).authSchemePreference).toBeUndefined();
	});

	it("fits every client", () => {
		new BedrockRuntimeClient(clientSettings({ region: "us-east-1" }, 1));
		new BedrockClient(clientSettings({ region: "us-east-1" }));
		new S3Client(storageSettings({ region: "us-east-1" }));
	});

	it("hands explicit keys over as they are: no session token from the environment", async () => {
		vi.stubEnv("AWS_SESSION_TOKEN", "of other keys");
		const settings = clientSettings({ region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
		const client = new BedrockRuntimeClient(settings);
		expect((await client.config.credentials()).sessionToken).toBeUndefined();
	});

	it("refuses half a pair of keys, and an endpoint that is none", () => {
		expect(() => clientSettings({ credentials: { accessKeyId: "a", secretAccessKey: "" } })).toThrow(/secretAccessKey/);
		expect(() => clientSettings({ endpoint: "localhost:4566" })).toThrow(/aws: expected endpoint/);
	});

	it("addresses buckets by path away from AWS alone", () => {
		expect(storageSettings({ endpoint: "http://127.0.0.1:1" }).forcePathStyle).toBe(true);
	});
});

describe("send", () => {
	it("knows what a command answers with", () => {
		const ask = () => send(new BedrockRuntimeClient({}), new ConverseCommand({ modelId: "m" }), about);
		expectTypeOf(ask).returns.resolves.toHaveProperty("stopReason");
	});

	it("ends at once where the reader has stopped", async () => {
		const client = new BedrockRuntimeClient(clientSettings({ region: "us-east-1" }, 1));
		const sent = send(client, new ConverseCommand({ modelId: "m" }), about, AbortSignal.abort());
		await expect(sent).rejects.toMatchObject({ code: "abort" });
	});
});
