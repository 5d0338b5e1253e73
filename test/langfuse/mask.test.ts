import { describe, expect, it } from "vitest";
import { maskTrace } from "../../src/langfuse/mask.ts";
import { factsOf, spansIn } from "../../src/langfuse/otlp-json.ts";
import { tracesOf } from "../../src/langfuse/records.ts";
import { agentReport, question, report } from "./reports.ts";

describe("maskTrace", () => {
	const entries = [
		...tracesOf(report(1)),
		...tracesOf(agentReport([question(1, "RAG", { RAG_faithfulness: { value: 1, reason: "so", at: [] } })])),
	];

	it("sees every text but words of the protocol: a mask that hides all leaves nothing that a user wrote", () => {
		const left = entries
			.map((entry) => maskTrace(entry, () => "•"))
			.flatMap(spansIn)
			.flatMap((span) => [
				span.name,
				span.status.message ?? "",
				...[span, ...(span.events ?? [])].flatMap(({ attributes }) =>
					attributes.map(({ value }) => JSON.stringify(value)),
				),
			])
			.join("\n");
		expect(left).not.toMatch(/Kører|København|train|When|At 9|session-0|desk|yes|so"|brief|Trajectory/i);
		expect(left).toContain("generation");
		expect(left).toContain("RAG_faithfulness");
	});

	it("keeps ids, times and counts, so that a trace masked in another way replaces the first", () => {
		const [entry] = entries;
		if (entry === undefined) throw new Error("no trace");
		const masked = spansIn(maskTrace(entry, () => "•"));
		const bones = ({ traceId, spanId, parentSpanId, startTimeUnixNano }: (typeof masked)[number]) => [
			traceId,
			spanId,
			parentSpanId,
			startTimeUnixNano,
		];
		expect(masked.map(bones)).toEqual(spansIn(entry).map(bones));
		const tokens = masked.map(({ attributes }) => factsOf(attributes)["langfuse.observation.usage_details"]);
		expect(tokens).toContain('{"input":120,"output":30,"total":150}');
	});

	it("changes nothing where the mask does not", () => {
		expect(entries.map((entry) => maskTrace(entry, (text) => text))).toEqual(entries);
	});

	it("says which mask failed", () => {
		const [entry] = entries;
		const broken = () => {
			throw new RangeError("too long");
		};
		expect(() => entry && maskTrace(entry, broken)).toThrow("found that it throws: too long");
	});
});
