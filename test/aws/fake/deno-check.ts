/**
 * Runs AWS's clients against a wire fake from Deno: `deno run -A test/aws/fake/deno-check.ts [url of a fake]`.
 * Without a url the fake is started in this very process.
 */
import process from "node:process";
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startFake } from "./index.ts";

const own = process.argv[2] === undefined ? await startFake() : null;
const settings = {
	region: "us-east-1",
	endpoint: process.argv[2] ?? own?.url ?? "",
	credentials: { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "fake" },
};
const request = {
	modelId: "amazon.nova-micro-v1:0",
	messages: [{ role: "user" as const, content: [{ text: "hello" }] }],
};
const found: string[] = [];

const runtime = new BedrockRuntimeClient(settings);
const { output } = await runtime.send(new ConverseCommand(request));
found.push(output?.message?.content?.[0]?.text ?? "");

const { stream } = await runtime.send(new ConverseStreamCommand(request));
let text = "";
for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? "";
found.push(text);

const refused = await runtime.send(new ConverseCommand({ ...request, modelId: "amazon.none" })).then(
	() => "answered",
	(error: Error) => error.name,
);
found.push(refused);

const s3 = new S3Client({ ...settings, forcePathStyle: true });
await s3.send(new PutObjectCommand({ Bucket: "data", Key: "a", Body: "kept" }));
found.push((await (await s3.send(new GetObjectCommand({ Bucket: "data", Key: "a" }))).Body?.transformToString()) ?? "");

// The fake of this process knows what the calls came by.
const protocols = own?.log.map((call) => call.protocol) ?? [];
console.log(JSON.stringify({ found, protocols, failures: own?.failures ?? [] }));
process.exit(0);
