import { expect, test } from "vitest";
import { tokenBound } from "../../src/model/token-bound.ts";
import { ask } from "./context.ts";

test("is at least one token a byte of all that is sent", () => {
	const text = "naïve 😀 \u0000\n".repeat(50);
	const bytes = new TextEncoder().encode(text).length;
	expect(tokenBound(ask(text))).toBeGreaterThanOrEqual(bytes);
	const tools = [{ name: "add", description: text, input: { type: "object" } }];
	expect(tokenBound(ask("", { system: text, tools }))).toBeGreaterThanOrEqual(2 * bytes);
});
