// A Model is anything that answers requests: write one for a provider, a service of your own, or a rule.
// You want it when neither local(…) nor openai(…) reaches what you have. Caches, retries and reports then come for free.
import { type Model, predict, signature, textOf } from "touchstone";
import { z } from "zod";

const rule: Model = {
	id: "opening words",
	identity: "opening-words:1", // part of every cache key: change it when the answers change
	can: { json: true, tools: false, stream: false, logprobs: false },
	price: { input: 0, output: 0, source: "a rule in this file", date: "2026-11-22" },
	async generate(request) {
		const question = /^<message>(who|where|when|how|why|is|do)\b/i.test(textOf(request.messages[0]?.content ?? []));
		const usage = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, costUsd: 0, calls: 1 };
		return { content: [{ type: "text", text: JSON.stringify({ question }) }], finish: "stop", usage, latencyMs: 0 };
	},
};

const isQuestion = signature({
	name: "isQuestion",
	instructions: "Does the message ask something?",
	input: { message: z.string() },
	output: { question: z.boolean() },
});
const program = predict(isQuestion).using(rule);
for (const message of ["Where is my parcel?", "The kettle leaks."]) {
	console.log(`${message} ${(await program.run({ message })).output.question}`);
}

// Prints:
// Where is my parcel? true
// The kettle leaks. false
