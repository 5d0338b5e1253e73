// A guardrail of Bedrock checks any text, and stands around any model, a local one among them.
// You want it where what goes in or comes out must keep to rules. Here a few lines of this file stand in for AWS.
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { aws, predict, scripted, signature, wrap } from "touchstone";
import { z } from "zod";

const topic = { name: "investment", type: "DENY", action: "BLOCKED", detected: true };
const intervened = {
	action: "GUARDRAIL_INTERVENED",
	outputs: [{ text: "I do not speak of investments." }],
	assessments: [{ topicPolicy: { topics: [topic] } }],
	usage: { topicPolicyUnits: 1 },
};
const passed = { action: "NONE", outputs: [], assessments: [], usage: { topicPolicyUnits: 1 } };
const server = createServer(async (request, response) => {
	let body = "";
	for await (const chunk of request) body += chunk;
	response.setHeader("content-type", "application/json");
	response.end(JSON.stringify(body.includes("shares") ? intervened : passed));
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));

// On AWS: no endpoint and no credentials here; the guardrail's id is in the console.
const guardrail = aws.guardrail("a1b2c3d4e5f6", "1", {
	region: "us-east-1",
	endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
	credentials: { accessKeyId: "none", secretAccessKey: "none" },
});
const verdict = await guardrail.check("Which shares shall I buy?", { source: "input" });
console.log(verdict.outcome, verdict.assessments[0]?.topics[0]?.name, verdict.costUsd);

const model = wrap(scripted(["Buy shares."]), guardrail.middleware()); // local("qwen2.5-coder-1.5b") too
const say = signature({ name: "say", instructions: "Help.", input: { q: z.string() }, output: { text: z.string() } });
const asked = predict(say, { repairs: 0 }).using(model).run({ q: "What to do with my savings?" });
await asked.catch((error: Error) => console.log(error.message));
server.close().unref();

// Prints:
// blocked investment 0.00015
// say: expected an answer of scripted, found that a filter (a guardrail, or the model's own) blocked it. It was not asked again. Change the input, or what the filter lets through.
