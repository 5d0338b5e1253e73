// aws.sagemaker talks to an endpoint of yours, whatever container stands behind it: TGI, vLLM, DJL, or one of your own.
// You want it for a model that you host. An endpoint costs by the hour, so its answers have no price of their own. Here
// the endpoint is a few lines of this file, so that the example runs alone and bills nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { aws, predict, signature } from "touchstone";
import { z } from "zod";

const server = createServer((request, response) => {
	console.log(`${request.method} ${request.url}`);
	response.setHeader("content-type", "application/json");
	response.end(JSON.stringify([{ generated_text: "<language>Danish</language>" }]));
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address() as AddressInfo;

const language = signature({
	name: "language",
	instructions: "Name the language of the message, in English.",
	input: { message: z.string() },
	output: { language: z.string() },
});
// In earnest: no endpoint and no credentials, the AWS SDK finds them; and the chat template that your model was trained with.
const model = aws.sagemaker("my-llama", {
	format: "text-generation",
	prompt: "llama-3",
	region: "us-east-1",
	endpoint: `http://127.0.0.1:${port}`,
	credentials: { accessKeyId: "example", secretAccessKey: "example" },
});
const { output } = await predict(language).using(model).run({ message: "Hvor er min pakke?" });
console.log(output.language, model.price);
await model[Symbol.asyncDispose]();
server.closeAllConnections();
server.close();

// Prints:
// POST /endpoints/my-llama/invocations
// Danish null
