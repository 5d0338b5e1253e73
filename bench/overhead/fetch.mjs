/** Bare fetch: the request that our client sends, and the one field out of the answer. The floor for Node. */
import { inLanes, instructions, question, serveBench } from "./client.mjs";

const url = `${process.argv[2]}/json/v1/chat/completions`;
const system = `${instructions}\n\nAnswer with one JSON object and nothing else. Its fields, in this order:\n- answer: text`;
const schema = {
	type: "object",
	properties: { answer: { type: "string" } },
	required: ["answer"],
	additionalProperties: false,
};

await serveBench((calls, concurrency) =>
	inLanes(calls, concurrency, async (number) => {
		const response = await fetch(url, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				model: "instant",
				messages: [
					{ role: "system", content: system },
					{ role: "user", content: `<question>${question(number)}</question>` },
				],
				response_format: { type: "json_schema", json_schema: { name: "output", schema, strict: true } },
				temperature: 0,
				max_tokens: 544,
			}),
		});
		const { choices } = await response.json();
		return JSON.parse(choices[0].message.content).answer;
	}),
);
