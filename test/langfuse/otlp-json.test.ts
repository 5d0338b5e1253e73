import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { attributes, factsOf, isoTime, nanoseconds, spansIn, type TraceRequest } from "../../src/langfuse/otlp-json.ts";

// What OpenTelemetry's own serializer makes of one span (made 2026-11-23; the span is in the test below).
const path = new URL("../fixtures/opentelemetry/otlp-transformer-0.208.0_2026-11-23.json", import.meta.url);
const theirs = JSON.parse(readFileSync(path, "utf8")) as TraceRequest;

describe("OTLP's JSON", () => {
	const [entry] = theirs.resourceSpans;
	const [span] = entry === undefined ? [] : spansIn(entry);

	it("has attributes as OpenTelemetry writes them", () => {
		const ours = attributes({
			"gen_ai.operation.name": "chat",
			"gen_ai.usage.input_tokens": 120,
			"gen_ai.request.temperature": { double: 0.5 },
			"langfuse.trace.public": true,
			"gen_ai.response.finish_reasons": ["stop"],
			text: "Kører 🚆",
		});
		expect(ours).toEqual(span?.attributes);
	});

	it("has times as OpenTelemetry writes them", () => {
		// [1767323045, 250000] and [1767323045, 250500000] there: seconds and nanoseconds
		expect(nanoseconds(1_767_323_045_000.25)).toBe(span?.startTimeUnixNano);
		expect(nanoseconds(1_767_323_045_250.5)).toBe(span?.endTimeUnixNano);
		expect(isoTime(span?.endTimeUnixNano ?? "")).toBe("2026-01-02T03:04:05.250Z");
	});

	it("comes back as it was, from theirs too", () => {
		expect(factsOf(span?.attributes ?? [])).toEqual({
			"gen_ai.operation.name": "chat",
			"gen_ai.usage.input_tokens": 120,
			"gen_ai.request.temperature": 0.5,
			"langfuse.trace.public": true,
			text: "Kører 🚆",
		});
	});

	it("leaves out what has no value, and numbers that JSON cannot hold", () => {
		const none = { a: undefined, b: null, c: Number.NaN, d: { double: Number.POSITIVE_INFINITY } };
		expect(attributes(none)).toEqual([]);
		expect(attributes({})).toEqual([]);
	});

	it("writes a whole number as an integer, and a figure that happens to be whole as a double", () => {
		expect(attributes({ count: 1, score: { double: 1 }, share: 0.5 }).map(({ value }) => value)).toEqual([
			{ intValue: 1 },
			{ doubleValue: 1 },
			{ doubleValue: 0.5 },
		]);
	});
});
