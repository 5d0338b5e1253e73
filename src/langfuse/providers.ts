import type { ModelRecord } from "../evaluate/report.ts";

/**
 * Who runs each model, in the words of the GenAI conventions where they have one: Bedrock is "aws.bedrock", a server that
 * speaks OpenAI's protocol "openai"; others go by the first word of the model's identity.
 *
 * @example
 * providersOf([{ id: "nova-lite", identity: "bedrock:us-east-1:amazon.nova-lite-v1:0", facts: {}, steps: [] }]) // => { "nova-lite": "aws.bedrock" }
 */
export function providersOf(models: readonly ModelRecord[]): Readonly<Record<string, string>> {
	return Object.fromEntries(
		models.map(({ id, identity }) => {
			const [word = ""] = identity.split(":");
			return [id, /^bedrock/.test(word) ? "aws.bedrock" : word === "sagemaker" ? "aws.sagemaker" : word];
		}),
	);
}
