import type { RowScore } from "../evaluate/report.ts";
import { contentOf, contentText } from "./content-text.ts";
import { scoreIdOf } from "./ids.ts";
import { attributes, factsOf, isoTime, nanoseconds, type OtlpEvent, type ResourceSpans, spansIn } from "./otlp-json.ts";

const eventName = "gen_ai.evaluation.result";

/**
 * A score as the GenAI conventions' event, on the span that was judged.
 *
 * @param level whether it is about the trace as a whole or about this span: an event alone cannot say
 * @returns none for a metric that does not apply; a score that failed has the error's type and no value
 */
export function scoreEvent(name: string, score: RowScore, level: "trace" | "observation", atMs: number): OtlpEvent[] {
	const { value, raw, reason, error } = score;
	if (value === null && error === undefined) return [];
	const facts = {
		"gen_ai.evaluation.name": name,
		"gen_ai.evaluation.score.value": value === null ? null : { double: value },
		"gen_ai.evaluation.score.label": typeof raw === "string" && raw.length <= 40 ? raw : null,
		"gen_ai.evaluation.explanation": reason ?? error?.message,
		"error.type": error?.name,
		"touchstone.score.level": level,
		"touchstone.score.raw": raw === undefined ? null : contentText(raw),
	};
	return [{ timeUnixNano: nanoseconds(atMs), name: eventName, attributes: attributes(facts) }];
}

/** A score as Langfuse takes it. */
export interface ScoreBody {
	/** Made from what is scored and the name: sent again, it replaces itself. */
	readonly id: string;
	readonly traceId?: string;
	readonly observationId?: string;
	readonly datasetRunId?: string;
	readonly name: string;
	readonly value: number;
	readonly dataType: "NUMERIC";
	readonly comment?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly environment?: string;
}

export interface TimedScore {
	readonly body: ScoreBody;
	/** ISO time of what is scored and not of the sending: Langfuse takes a score of another day for another score. */
	readonly timestamp: string;
}

/**
 * The scores in a trace's events. Those without a value (a judge that failed) are in the trace alone: Langfuse has no score
 * without one.
 */
export function scoresIn(entry: ResourceSpans): readonly TimedScore[] {
	return spansIn(entry).flatMap(({ traceId, spanId, events = [] }) =>
		events.flatMap((event) => {
			const facts = factsOf(event.attributes);
			const name = facts["gen_ai.evaluation.name"];
			const value = facts["gen_ai.evaluation.score.value"];
			if (event.name !== eventName || typeof name !== "string" || typeof value !== "number") return [];
			const comment = facts["gen_ai.evaluation.explanation"];
			const raw = facts["touchstone.score.raw"];
			const observation = facts["touchstone.score.level"] === "trace" ? [] : [spanId];
			const body: ScoreBody = {
				id: scoreIdOf([traceId, ...observation], name),
				traceId,
				...(observation[0] === undefined ? {} : { observationId: observation[0] }),
				name,
				value,
				dataType: "NUMERIC",
				...(typeof comment === "string" ? { comment } : {}),
				...(typeof raw === "string" ? { metadata: { raw: contentOf(raw) } } : {}),
			};
			return [{ body, timestamp: isoTime(event.timeUnixNano) }];
		}),
	);
}
