import { expect, test } from "vitest";
import { countTokens } from "../../src/aws/count-tokens.ts";
import { ConfigError, ModelError } from "../../src/core/errors.ts";
import { ask } from "../model/context.ts";
import { useFake } from "./on-fake.ts";

const { fake, at, sent } = useFake();
const claude = "claude-haiku-4.5";

test("counts the request as Converse would send it, by the model's own id", async () => {
	fake().answer("CountTokens", { output: { inputTokens: 38 } });
	const tools = [{ name: "add", description: "Adds.", input: { type: "object", properties: {} } }];
	expect(await countTokens(claude, ask("hello", { system: "Be brief.", tools }), at())).toBe(38);
	expect(sent()).toMatchObject({
		modelId: "anthropic.claude-haiku-4-5-20251001-v1:0",
		input: {
			converse: {
				system: [{ text: "Be brief." }],
				messages: [{ role: "user", content: [{ text: "hello" }] }],
				toolConfig: { tools: [{ toolSpec: { name: "add" } }] },
			},
		},
	});
});

test("where the model's own id is refused, that of its profile is tried", async () => {
	const refused = { error: "ValidationException", message: "The provided model identifier is invalid." };
	fake().answer("CountTokens", refused, { output: { inputTokens: 5 } });
	expect(await countTokens(claude, ask("hello"), at())).toBe(5);
	expect(sent().modelId).toBe("us.anthropic.claude-haiku-4-5-20251001-v1:0");
	fake().answer("CountTokens");
});

test("a model whose tokens AWS does not count", async () => {
	const asked = countTokens("nova-micro", ask("hello"), at());
	await expect(asked).rejects.toThrow(
		"aws.countTokens: expected a model whose tokens AWS counts, found nova-micro, for which it does not. Take one of Anthropic's, or read the usage of a first answer.",
	);
	await expect(asked).rejects.toBeInstanceOf(ModelError);
});

test("other refusals keep AWS's words; what Converse would refuse is not sent", async () => {
	fake().answer("CountTokens", {
		error: "AccessDeniedException",
		message: "not authorized to perform: bedrock:CountTokens",
		status: 403,
	});
	await expect(countTokens(claude, ask("hello"), at())).rejects.toThrow(
		/needs a policy that allows bedrock:CountTokens/,
	);
	fake().answer("CountTokens");
	const before = fake().log.length;
	await expect(countTokens(claude, { messages: [] }, at())).rejects.toBeInstanceOf(ConfigError);
	await expect(countTokens("claude-haiko-4.5", ask("x"), at())).rejects.toThrow('Did you mean "claude-haiku-4.5"?');
	expect(fake().log.length).toBe(before);
});
