import { expect, test } from "vitest";
import { guideFor } from "../../src/migrate/guide-for.ts";

test.each([
	["amazon.nova-lite-v1:0", "nova"],
	["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude"],
	["meta.llama3-1-8b-instruct-v1:0", "llama"],
	["Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "qwen"],
])("%s is written to as %s", (model, guide) => {
	expect(guideFor(model).name).toBe(guide);
});

test("a family without a guide is named, with what there is", () => {
	expect(() => guideFor("mistral-7b")).toThrow(
		/a guide \(nova, claude, llama, qwen\), found "mistral-7b"\. Give one: \{ guide \}/,
	);
});
