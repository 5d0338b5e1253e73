import { type Clock, systemClock } from "./clock.ts";
import { type ErrorRecord, errorRecord } from "./errors.ts";

export type SpanKind = "program" | "step" | "model" | "tool" | "retrieve" | "judge" | "other";

/** One timed piece of work, as plain data. Children ran inside it. */
export interface Span {
	readonly name: string;
	readonly kind: SpanKind;
	/** Milliseconds since the epoch. */
	readonly startMs: number;
	readonly endMs: number;
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly error?: ErrorRecord;
	readonly children: readonly Span[];
}

/**
 * Where spans are written. Passed by hand in `RunContext`, which gives correct nesting under concurrency
 * with no async-local storage.
 */
export interface Trace {
	/** Runs `work` in a child span. What it throws is recorded, then thrown on. */
	span<T>(name: string, kind: SpanKind, work: (child: Trace) => Promise<T>): Promise<T>;
	/** Adds facts to this span. */
	set(attributes: Readonly<Record<string, unknown>>): void;
	/** The span so far, as plain data. */
	readonly data: Span;
}

interface OpenSpan {
	name: string;
	kind: SpanKind;
	startMs: number;
	endMs: number;
	attributes: Record<string, unknown>;
	error?: ErrorRecord;
	children: OpenSpan[];
}

/**
 * Starts a trace.
 *
 * @example
 * const t = startTrace("question"); await t.span("look up", "tool", async () => 1); t.data.children.length // => 1
 */
export function startTrace(name: string, kind: SpanKind = "program", clock: Clock = systemClock): Trace {
	return open({ name, kind, startMs: clock.now(), endMs: clock.now(), attributes: {}, children: [] }, clock);
}

function open(span: OpenSpan, clock: Clock): Trace {
	return {
		data: span,
		set: (attributes) => void Object.assign(span.attributes, attributes),
		async span(name, kind, work) {
			const child: OpenSpan = { name, kind, startMs: clock.now(), endMs: 0, attributes: {}, children: [] };
			span.children.push(child);
			try {
				return await work(open(child, clock));
			} catch (error) {
				child.error = errorRecord(error);
				throw error;
			} finally {
				child.endMs = clock.now();
				span.endMs = child.endMs;
			}
		},
	};
}

/** Every span of a kind, outermost first; does not look inside a span that matched. */
export function spansOf(span: Span, kind: SpanKind): Span[] {
	if (span.kind === kind) return [span];
	return span.children.flatMap((child) => spansOf(child, kind));
}
