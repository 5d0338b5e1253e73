import type { Span } from "../core/trace.ts";
import { version } from "../core/version.ts";
import type { RowScore } from "../evaluate/report.ts";
import { contentText } from "./content-text.ts";
import { conventionsVersion, genAiFacts, isAgent } from "./gen-ai-attributes.ts";
import { spanIdOf, traceIdOf } from "./ids.ts";
import { isGeneration, observationFacts } from "./observation-facts.ts";
import { attributes, type Fact, nanoseconds, type OtlpEvent, type OtlpSpan, type ResourceSpans } from "./otlp-json.ts";
import { scoreEvent } from "./score-event.ts";

/** A score, and what of the trace it is about. */
export interface PlacedScore {
	readonly name: string;
	readonly score: RowScore;
	/** The way to the scored span from the root; "trace" for the trace as a whole. */
	readonly at: readonly number[] | "trace";
}

/** The row of a data set that a trace answers. */
export interface ItemRecord {
	/** Unique in a Langfuse project, not only in its data set. */
	readonly id: string;
	readonly input: unknown;
	readonly expected: unknown;
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** One question as it is to be sent: what every source (report, agent report, bare trace) is brought to. */
export interface TraceRecord {
	/** Tells it apart within its run. */
	readonly question: string;
	/** "T0-Q3-RAG" */
	readonly name: string;
	readonly root: Span;
	readonly input: unknown;
	readonly output: unknown;
	readonly session?: string;
	readonly user?: string;
	readonly tags: readonly string[];
	readonly metadata: Readonly<Record<string, unknown>>;
	readonly scores: readonly PlacedScore[];
	readonly item?: ItemRecord;
}

/** What the questions of a run have in common. */
export interface RunRecord {
	/** Tells the run apart from every other, and stays the same when it is sent again. */
	readonly id: string;
	readonly name: string;
	/** The data set whose rows are the questions, where it is to be one in Langfuse too. */
	readonly dataset?: string;
	/** Figures of the whole set that are no mean of rows: a Langfuse run has no way to make them itself. */
	readonly figures?: Readonly<Record<string, number>>;
	/** Who runs a model, by the model's id. */
	readonly providers: Readonly<Record<string, string>>;
}

/**
 * A question as OTLP: its spans, outermost first, with GenAI and Langfuse attributes, and its scores as events
 * `gen_ai.evaluation.result` on the spans that they are about.
 */
export function traceSpans(record: TraceRecord, run: RunRecord): ResourceSpans {
	const traceId = traceIdOf(run.id, record.question);
	const everywhere = sharedFacts(record);
	const spans: OtlpSpan[] = [];

	function write(span: Span, way: readonly number[], inGeneration: boolean): void {
		const isRoot = way.length === 0;
		const endMs = Math.max(span.startMs, span.endMs); // a span whose work was left has no end
		const events = eventsAt(record.scores, way, endMs);
		spans.push({
			traceId,
			spanId: spanIdOf(traceId, way),
			...(isRoot ? {} : { parentSpanId: spanIdOf(traceId, way.slice(0, -1)) }),
			name: isRoot ? record.name : spanName(span),
			kind: span.kind === "model" ? 3 : 1,
			startTimeUnixNano: nanoseconds(span.startMs),
			endTimeUnixNano: nanoseconds(endMs),
			attributes: attributes({
				...genAiFacts(span, run.providers[span.name] ?? "unknown"),
				...observationFacts(span, inGeneration),
				...everywhere,
				...(isRoot ? rootFacts(record, run) : {}),
			}),
			...(events.length === 0 ? {} : { events }),
			status: span.error === undefined ? {} : { code: 2, message: span.error.message },
		});
		for (const [index, child] of span.children.entries()) {
			write(child, [...way, index], inGeneration || isGeneration(span));
		}
	}
	write(record.root, [], false);

	const schemaUrl = `https://opentelemetry.io/schemas/${conventionsVersion}`;
	return {
		resource: { attributes: attributes(runFacts(run)) },
		scopeSpans: [{ scope: { name: "touchstone", version }, spans, schemaUrl }],
	};
}

/** What Langfuse wants on every span of a trace, so that each can be found by it. */
function sharedFacts({ name, session, user, tags }: TraceRecord): Readonly<Record<string, Fact | undefined>> {
	return {
		"langfuse.trace.name": name,
		"session.id": session,
		"user.id": user,
		"gen_ai.conversation.id": session,
		"langfuse.trace.tags": tags,
	};
}

function rootFacts(
	{ input, output, metadata, item }: TraceRecord,
	run: RunRecord,
): Readonly<Record<string, Fact | undefined>> {
	const facts = Object.entries(metadata).map(([key, value]) => [`langfuse.trace.metadata.${key}`, contentText(value)]);
	return {
		"langfuse.trace.input": contentText(input),
		"langfuse.trace.output": contentText(output),
		"langfuse.observation.input": contentText(input),
		"langfuse.observation.output": contentText(output),
		...Object.fromEntries(facts),
		...(item === undefined || run.dataset === undefined
			? {}
			: {
					"touchstone.item.id": item.id,
					"touchstone.item.input": contentText(item.input),
					"touchstone.item.expected": contentText(item.expected),
					"touchstone.item.metadata": contentText(item.metadata),
				}),
	};
}

function runFacts({ id, name, dataset, figures = {} }: RunRecord): Readonly<Record<string, Fact | undefined>> {
	return {
		"service.name": "touchstone",
		"service.version": version,
		"touchstone.run.id": id,
		"touchstone.run.name": name,
		"touchstone.dataset.name": dataset,
		"touchstone.run.figures": Object.keys(figures).length === 0 ? undefined : JSON.stringify(figures),
	};
}

function spanName(span: Span): string {
	if (span.kind === "model") return `chat ${span.name}`;
	if (isAgent(span)) return `invoke_agent ${span.name}`;
	return span.kind === "tool" ? `execute_tool ${span.name}` : span.name;
}

function eventsAt(scores: readonly PlacedScore[], way: readonly number[], endMs: number): OtlpEvent[] {
	const here = way.join(".");
	return scores.flatMap(({ name, score, at }) => {
		if ((at === "trace" ? "" : at.join(".")) !== here) return [];
		return scoreEvent(name, score, at === "trace" ? "trace" : "observation", endMs);
	});
}
