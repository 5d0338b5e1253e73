import { describe, expect, it } from "vitest";
import { batchPrice } from "../../src/aws/batch-price.ts";
import { joinResults, readResults } from "../../src/aws/batch-results.ts";
import { ModelError } from "../../src/core/errors.ts";
import { textOf } from "../../src/model/model.ts";

const price = { input: 0.06, output: 0.24, cacheRead: 0.015, source: "list", date: "2026-11-22" };
const reading = {
	who: "aws.batch",
	model: "amazon.nova-lite-v1:0",
	answerTool: null,
	splitThinking: false,
	price: batchPrice(price),
};
const answer = (recordId: string, text: string, more: object = {}) =>
	JSON.stringify({
		recordId,
		modelInput: { messages: [] },
		modelOutput: {
			metrics: { latencyMs: 321 },
			output: { message: { role: "assistant", content: [{ text }] } },
			stopReason: "end_turn",
			usage: { inputTokens: 1_000_000, outputTokens: 500_000, totalTokens: 1_500_000 },
			...more,
		},
	});
// the shape of AWS's own example of a failed record ("View the results of a batch inference job")
const refused = (recordId: string) =>
	JSON.stringify({ recordId, modelInput: {}, error: { errorCode: 400, errorMessage: "bad request" } });

describe("a batch's results", () => {
	it("are joined by the record's name, whatever their order", () => {
		const lines = [answer("C", "third"), answer("A", "first"), answer("B", "second")].join("\n");
		const joined = joinResults(["A", "B", "C"], readResults(lines), reading);
		const texts = [...joined].map(([id, one]) => [id, one instanceof ModelError ? one.message : textOf(one.content)]);
		expect(texts).toEqual([
			["A", "first"],
			["B", "second"],
			["C", "third"],
		]);
	});

	it("cost half of the price on demand: a million tokens in and half a million out of Nova Lite are 9 cents, not 18", () => {
		const one = joinResults(["A"], readResults(answer("A", "x")), reading).get("A");
		expect(one).toMatchObject({
			finish: "stop",
			latencyMs: 321,
			usage: { inputTokens: 1_000_000, outputTokens: 500_000, calls: 1 },
		});
		expect((one as { usage: { costUsd: number } }).usage.costUsd).toBeCloseTo(0.09, 12);
		expect(reading.price?.source).toContain("an estimate");
	});

	it("make an error of a failed record, and of a missing one; neither is systemic, so no run ends by it", () => {
		const joined = joinResults(["A", "B", "C"], readResults([refused("B"), answer("A", "x")].join("\n")), reading);
		expect(joined.get("B")).toMatchObject({
			message:
				"aws.batch: expected an answer of amazon.nova-lite-v1:0 to record B, found: 400 bad request. To ask for such rows live: retryFailedLive: true.",
			status: 400,
			retryable: false,
			systemic: false,
		});
		expect(joined.get("C")).toMatchObject({ code: "model", systemic: false });
		expect((joined.get("C") as ModelError).message).toContain("record C, found: it is missing from the job's output");
	});

	it("survive junk: a cut line, a number, a record without a name, one without answer or reason", () => {
		const lines = [answer("A", "x").slice(0, 40), "7", "null", "", JSON.stringify({ modelOutput: {} })];
		expect(readResults(lines.join("\n"))).toEqual([]);
		const bare = readResults('{"recordId":"A","error":{}}\n{"recordId":"B","modelOutput":{}}');
		const because = { code: null, message: "neither an answer nor a reason" };
		expect(bare).toEqual([
			{ recordId: "A", error: because },
			{ recordId: "B", error: because },
		]);
		expect(readResults("")).toEqual([]);
	});

	it("take the answer where a record stands twice", () => {
		for (const lines of [
			[refused("A"), answer("A", "x")],
			[answer("A", "x"), refused("A")],
		]) {
			expect(joinResults(["A"], readResults(lines.join("\n")), reading).get("A")).not.toBeInstanceOf(Error);
		}
	});

	it("give a guardrail's stop as blocked, a full answer as cut, and hidden thoughts as bytes", () => {
		const finish = (stopReason: string) => {
			const one = joinResults(["A"], readResults(answer("A", "x", { stopReason })), reading).get("A");
			return one instanceof ModelError ? one.message : one?.finish;
		};
		expect(["guardrail_intervened", "max_tokens", "end_turn"].map(finish)).toEqual(["blocked", "length", "stop"]);
		const content = [{ reasoningContent: { redactedContent: "aGlkZGVu" } }, { text: "x" }];
		const hidden = answer("A", "", { output: { message: { role: "assistant", content } } });
		expect(joinResults(["A"], readResults(hidden), reading).get("A")).toMatchObject({
			content: [
				{ type: "reasoning", redacted: "aGlkZGVu" },
				{ type: "text", text: "x" },
			],
		});
	});
});
