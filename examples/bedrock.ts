// aws.bedrock is a model on Amazon Bedrock: what ran on local(...) runs there by changing that name. Calls are billed to
// the account whose keys the AWS SDK finds. Here a few lines of this file stand in for AWS, so that the example runs alone.
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { aws, predict, signature } from "touchstone";
import { z } from "zod";

const server = createServer((request, response) => {
	console.log(`${request.method} ${decodeURIComponent(request.url)}`);
	const answer = { toolUse: { toolUseId: "tooluse_1", name: "answer", input: { language: "Danish" } } };
	response.setHeader("content-type", "application/json");
	response.end(
		JSON.stringify({
			output: { message: { role: "assistant", content: [answer] } },
			stopReason: "tool_use",
			usage: { inputTokens: 410, outputTokens: 21, totalTokens: 431 },
			metrics: { latencyMs: 230 },
		}),
	);
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const language = signature({
	name: "language",
	instructions: "Name the language of the message, in English.",
	input: { message: z.string() },
	output: { language: z.string() },
});
// Yours: aws.bedrock("nova-lite"), or with { region } or { profile }. Nova is held to the schema by a tool it must call.
const credentials = { accessKeyId: "none", secretAccessKey: "none" };
const model = aws.bedrock("nova-lite", { region: "us-east-1", endpoint, credentials });
const { output } = await predict(language).using(model).run({ message: "Hvor er min pakke?" });
console.log(output.language);
console.log(model.facts?.model, "in", model.facts?.region, "for $", model.price?.input, "a million tokens in");
await model[Symbol.asyncDispose]();
server.close();

// Prints:
// POST /model/amazon.nova-lite-v1:0/converse
// Danish
// amazon.nova-lite-v1:0 in us-east-1 for $ 0.06 a million tokens in
