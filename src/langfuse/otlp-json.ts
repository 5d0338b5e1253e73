/**
 * OTLP's JSON form of traces: ids are hex text, times decimal text. Integers in attributes go as numbers, as OpenTelemetry's own
 * JavaScript writes them: the specification would have them as text too, which Langfuse does not read everywhere.
 */

export type AnyValue =
	| { readonly stringValue: string }
	| { readonly boolValue: boolean }
	| { readonly intValue: string | number }
	| { readonly doubleValue: number }
	| { readonly arrayValue: { readonly values?: readonly AnyValue[] } };

export interface KeyValue {
	readonly key: string;
	readonly value: AnyValue;
}

export interface OtlpEvent {
	readonly timeUnixNano: string;
	readonly name: string;
	readonly attributes: readonly KeyValue[];
}

export interface OtlpSpan {
	/** 32 hex digits. */
	readonly traceId: string;
	/** 16 hex digits. */
	readonly spanId: string;
	/** Left out at the root of a trace. */
	readonly parentSpanId?: string;
	readonly name: string;
	/** 1: work of our own; 3: a call to somebody else. */
	readonly kind: 1 | 3;
	readonly startTimeUnixNano: string;
	readonly endTimeUnixNano: string;
	readonly attributes: readonly KeyValue[];
	readonly events?: readonly OtlpEvent[];
	/** Code 2 is an error. */
	readonly status: { readonly code?: 2; readonly message?: string };
}

export interface ScopeSpans {
	readonly scope: { readonly name: string; readonly version?: string };
	readonly spans: readonly OtlpSpan[];
	readonly schemaUrl?: string;
}

/** Spans and what they have in common: for us, the questions of one run. */
export interface ResourceSpans {
	readonly resource: { readonly attributes: readonly KeyValue[] };
	readonly scopeSpans: readonly ScopeSpans[];
}

/** A request of OTLP, and a line of a trace file. */
export interface TraceRequest {
	readonly resourceSpans: readonly ResourceSpans[];
}

/** A value of an attribute. A plain number without decimals goes as an integer; `double` is for figures that are none. */
export type Fact = string | number | boolean | readonly string[] | { readonly double: number };

/**
 * Named facts as attributes; those that are undefined, null or no finite number are left out.
 *
 * @example
 * attributes({ "gen_ai.usage.input_tokens": 12, "session.id": undefined }) // => [{ key: "gen_ai.usage.input_tokens", value: { intValue: 12 } }]
 */
export function attributes(facts: Readonly<Record<string, Fact | null | undefined>>): KeyValue[] {
	return Object.entries(facts).flatMap(([key, fact]) => {
		const value = fact === undefined || fact === null ? null : anyValue(fact);
		return value === null ? [] : [{ key, value }];
	});
}

function anyValue(fact: Fact): AnyValue | null {
	if (typeof fact === "string") return { stringValue: fact };
	if (typeof fact === "boolean") return { boolValue: fact };
	if (typeof fact === "number") {
		if (Number.isSafeInteger(fact)) return { intValue: fact };
		return Number.isFinite(fact) ? { doubleValue: fact } : null;
	}
	if ("double" in fact) return Number.isFinite(fact.double) ? { doubleValue: fact.double } : null;
	return { arrayValue: { values: fact.map((text) => ({ stringValue: text })) } };
}

/**
 * Attributes as named values again; lists of anything but text are left out.
 *
 * @example
 * factsOf(attributes({ name: "faithfulness", value: { double: 1 } })) // => { name: "faithfulness", value: 1 }
 */
export function factsOf(list: readonly KeyValue[]): Readonly<Record<string, string | number | boolean | undefined>> {
	const facts = list.map(({ key, value }) => {
		if ("stringValue" in value) return [key, value.stringValue];
		if ("boolValue" in value) return [key, value.boolValue];
		if ("intValue" in value) return [key, Number(value.intValue)];
		return [key, "doubleValue" in value ? value.doubleValue : undefined];
	});
	return Object.fromEntries(facts);
}

/**
 * Milliseconds since the epoch as OTLP writes times: nanoseconds, kept to the microsecond that a double still holds.
 *
 * @example
 * nanoseconds(1_700_000_000_000.25) // => "1700000000000250000"
 */
export function nanoseconds(ms: number): string {
	return `${BigInt(Math.round(Math.max(0, ms) * 1000)) * 1000n}`;
}

/**
 * A time of OTLP as ISO text, to the millisecond.
 *
 * @example
 * isoTime("1700000000000250000") // => "2023-11-14T22:13:20.000Z"
 */
export function isoTime(unixNano: string): string {
	return new Date(Number(BigInt(unixNano) / 1_000_000n)).toISOString();
}

/** Every span of a request's part, in its order. */
export function spansIn(entry: ResourceSpans): readonly OtlpSpan[] {
	return entry.scopeSpans.flatMap(({ spans }) => spans);
}
