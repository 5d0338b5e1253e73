import { describe, expect, it } from "vitest";
import { batchRecord, recordIdOf, recordLines } from "../../src/aws/batch-records.ts";
import { requestKey } from "../../src/model/request-key.ts";

const input = {
	modelId: "amazon.nova-lite-v1:0",
	messages: [{ role: "user", content: [{ text: "zwei\nZeilen" }] }],
	inferenceConfig: { maxTokens: 16, temperature: 0 },
} as const;

describe("a batch's records", () => {
	it("have names of 11 letters and digits, always the same for a request, and apart for different ones", () => {
		const keys = Array.from({ length: 5000 }, (_, seed) => requestKey("m", { messages: [], seed }));
		const ids = keys.map(recordIdOf);
		expect(ids.every((id) => /^[0-9A-Z]{11}$/.test(id))).toBe(true);
		expect(new Set(ids).size).toBe(5000);
		expect(keys.map(recordIdOf)).toEqual(ids);
	});

	it("are one line each, without the model and the tier; bytes are base64, as JSON carries them", () => {
		const image = { image: { format: "png", source: { bytes: new Uint8Array([137, 80, 78, 71]) } } };
		const record = batchRecord("aws.batch", "ab".repeat(32), {
			...input,
			serviceTier: { type: "flex" },
			messages: [{ role: "user", content: [{ text: "zwei\nZeilen" }, image] }],
		});
		const lines = recordLines([record, record]);
		expect(lines.split("\n")).toHaveLength(3);
		expect(lines.endsWith("\n")).toBe(true);
		const [first = ""] = lines.split("\n");
		expect(JSON.parse(first)).toEqual({
			recordId: recordIdOf("ab".repeat(32)),
			modelInput: {
				messages: [
					{
						role: "user",
						content: [{ text: "zwei\nZeilen" }, { image: { format: "png", source: { bytes: "iVBORw==" } } }],
					},
				],
				inferenceConfig: { maxTokens: 16, temperature: 0 },
			},
		});
	});

	it("of no requests are no lines", () => {
		expect(recordLines([])).toBe("");
	});

	it("refuse tools, which Bedrock fails in a batch", () => {
		const tools = { tools: [{ toolSpec: { name: "look", inputSchema: { json: { type: "object" } } } }] };
		expect(() => batchRecord("aws.batch", "ab", { ...input, toolConfig: tools })).toThrow(
			"aws.batch: expected requests without tools, found 1",
		);
	});
});
