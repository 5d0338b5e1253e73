// openai talks to any server that speaks the OpenAI protocol: Ollama, vLLM, llama-server, LM Studio, hosted ones.
// You want it when the model runs elsewhere. Here the server is a few lines of this file, so that the example runs alone.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openai, predict, signature } from "touchstone";
import { z } from "zod";

const server = createServer((request, response) => {
	console.log(`${request.method} ${request.url}`);
	response.setHeader("content-type", "application/json").end(
		JSON.stringify({
			choices: [{ message: { content: '{"language":"Danish"}' }, finish_reason: "stop" }],
			usage: { prompt_tokens: 58, completion_tokens: 7 },
		}),
	);
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const { port } = server.address() as AddressInfo;

const language = signature({
	name: "language",
	instructions: "Name the language of the message, in English.",
	input: { message: z.string() },
	output: { language: z.string() },
});
// Ollama: baseURL "http://127.0.0.1:11434/v1". Hosted: give an apiKey from your environment, and a price if you know it.
const model = openai({ baseURL: `http://127.0.0.1:${port}/v1`, model: "any-name" });
const { output } = await predict(language).using(model).run({ message: "Hvor er min pakke?" });
console.log(output.language);
server.closeAllConnections();
server.close();

// Prints:
// POST /v1/chat/completions
// Danish
