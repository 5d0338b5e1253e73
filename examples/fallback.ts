// fallback asks the first model, and the next one when it fails.
// You want it where an answer must come: a hosted model first, one on this machine when the network is gone.
import { fallback, ModelError, predict, scripted, signature } from "touchstone";
import { z } from "zod";

const answer = signature({
	name: "answer",
	instructions: "Answer the customer's question in one sentence.",
	input: { question: z.string() },
	output: { answer: z.string() },
});

// A server that is gone; openai({ baseURL, model }) would go here.
const gone = new ModelError("no connection", { model: "hosted", retryable: true });
const hosted = scripted([gone], { id: "hosted" });
// local("qwen2.5-coder-0.5b") would go here.
const nearby = scripted(['{"answer":"We open at nine."}'], { id: "nearby" });

const program = predict(answer).using(fallback(hosted, nearby));
const { output, trace } = await program.run(
	{ question: "When do you open?" },
	{ onStatus: (text) => console.log(text) },
);
console.log(output.answer);
console.log(`answered by ${trace.children[0]?.attributes.model}`);

// Prints:
// hosted failed (no connection), asking nearby
// We open at nine.
// answered by nearby
