import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { startTrace } from "../../src/core/trace.ts";
import { tool } from "../../src/program/tool.ts";

const context = { seed: 0, trace: startTrace("test") };
const weather = tool({
	name: "weather",
	description: "The weather in a town.",
	input: { town: z.string().describe("Its name"), day: z.enum(["today", "tomorrow"]).optional() },
	output: { degrees: z.number() },
	run: async ({ town }) => ({ degrees: town === "Oslo" ? -3 : Number.NaN }),
});

describe("tool", () => {
	it("shows its arguments as JSON Schema, optional ones not required", () => {
		expect(weather.inputSchema).toEqual({
			type: "object",
			properties: {
				town: { type: "string", description: "Its name" },
				day: { type: "string", enum: ["today", "tomorrow"] },
			},
			required: ["town"],
			additionalProperties: false,
		});
	});

	it("runs with the types of its arguments", async () => {
		expectTypeOf(weather.run).parameter(0).toEqualTypeOf<{ town: string; day?: "today" | "tomorrow" | undefined }>();
		expect(await weather.run({ town: "Oslo" }, context)).toEqual({ degrees: -3 });
	});

	it("holds results to the output's schema", async () => {
		await expect(weather.run({ town: "Nowhere" }, context)).rejects.toThrow(
			/tool weather: the result does not fit: degrees: Invalid input/,
		);
	});

	it("has another structure when the function is another", () => {
		const make = (run: () => number) => tool({ name: "n", description: "A number.", input: {}, run });
		expect(make(() => 1).structure).toEqual(make(() => 1).structure);
		expect(make(() => 1).structure).not.toEqual(make(() => 2).structure);
	});

	it.each([
		["two words", "Does.", undefined, /expected a name of a letter/],
		["a".repeat(65), "Does.", undefined, /expected a name of a letter/],
		["", "Does.", undefined, /found ""/],
		["n", "  ", undefined, /tool n: expected a description, found none/],
		["n", "Does.", 0, /tool n: expected timeoutMs above 0, found 0/],
	])("refuses %j", (name, description, timeoutMs, message) => {
		const made = () =>
			tool({ name, description, input: {}, run: () => 1, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
		expect(made).toThrow(message);
	});
});
