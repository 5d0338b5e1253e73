/** @ax-llm/ax: a signature of the same two fields; streaming, its default, is off, which is the faster way there. */
import { ai, ax } from "../.bench/ax/node_modules/@ax-llm/ax/index.js";
import { inLanes, instructions, question, serveBench } from "./client.mjs";

const model = ai({
	name: "openai",
	apiKey: "none",
	apiURL: `${process.argv[2]}/ax/v1`,
	config: { model: "instant", stream: false, temperature: 0, maxTokens: 544 },
});
const program = ax(`"${instructions}" question:string -> answer:string`);

await serveBench((calls, concurrency) =>
	inLanes(calls, concurrency, async (number) => {
		const { answer } = await program.forward(model, { question: question(number) }, { stream: false });
		return answer;
	}),
);
