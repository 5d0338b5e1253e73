/**
 * An OpenAI-shaped server that answers every chat completion at once, in a process of its own, so that none of its work
 * is booked on a client. Each framework asks for an answer in its own form; the first part of the path says which:
 * /json/v1/chat/completions. Prints its port.
 */
import { createServer } from "node:http";

const forms = {
	json: '{"answer":"Paris"}',
	ax: "Answer: Paris",
	dspy: "[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]",
};

const answers = new Map(
	Object.entries(forms).map(([form, content]) => [`/${form}/v1/chat/completions`, completion(content)]),
);

function completion(content) {
	return Buffer.from(
		JSON.stringify({
			id: "chatcmpl-1",
			object: "chat.completion",
			created: 1_700_000_000,
			model: "instant",
			choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
			usage: { prompt_tokens: 60, completion_tokens: 8, total_tokens: 68 },
		}),
	);
}

const server = createServer((request, response) => {
	const answer = answers.get(request.url);
	request.resume();
	request.on("end", () => {
		response.writeHead(answer === undefined ? 404 : 200, {
			"content-type": "application/json",
			"content-length": answer?.length ?? 0,
		});
		response.end(answer);
	});
});
server.keepAliveTimeout = 600_000; // a connection must outlive the rounds of the other clients
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0)); // whoever started this has gone
