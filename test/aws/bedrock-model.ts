import { onTestFinished } from "vitest";
import { bedrock } from "../../src/aws/bedrock.ts";
import type { BedrockOptions } from "../../src/aws/bedrock-options.ts";
import type { Model } from "../../src/model/model.ts";
import type { Fake } from "./fake/index.ts";

export const keys = { accessKeyId: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: "no-one-knows-this" };

/** A model whose AWS is the fake; its client is closed when the test ends. */
export function onFake(fake: Fake, id: string, options: BedrockOptions = {}): Model & AsyncDisposable {
	const model = bedrock(id, { region: "us-east-1", endpoint: fake.url, credentials: keys, ...options });
	onTestFinished(() => model[Symbol.asyncDispose]());
	return model;
}

/** An answer of Converse. */
export function answered(content: readonly object[], more: object = {}) {
	return {
		output: {
			output: { message: { role: "assistant", content } },
			stopReason: content.some((block) => "toolUse" in block) ? "tool_use" : "end_turn",
			usage: { inputTokens: 12, outputTokens: 5, totalTokens: 17 },
			metrics: { latencyMs: 40 },
			...more,
		},
	};
}
