import { hash } from "../core/hash.ts";
import { mapLimit } from "../core/pool.ts";
import { startTrace } from "../core/trace.ts";
import type { ModelRecord } from "../evaluate/report.ts";
import type { Metric } from "../metric/metric.ts";
import type { Middleware, Model, RunContext } from "../model/model.ts";
import { sumUsage } from "../model/usage.ts";
import { wrap } from "../model/wrap.ts";
import type { Program } from "../program/program.ts";
import { overallKey, overallScore } from "./agent-figures.ts";
import { type AgentMetric, isFor, keyOf } from "./agent-metric.ts";
import type { QuestionRow } from "./agent-report.ts";
import { type AgentRunFile, placeOf, scoreKey } from "./agent-run-file.ts";
import { type Scorable, scoreQuestion } from "./score-question.ts";

/** One judge for everything, or one for the task's accuracy and one for the chain of thought. */
export type Judges = Model | { readonly task?: Model; readonly chainOfThought?: Model };

/** A metric ready to score: with its judge, and what decides its scores. */
interface ReadyMetric {
	readonly agentMetric: AgentMetric;
	readonly key: string;
	readonly by: unknown;
	readonly judge: Model | undefined;
}

export interface Judging {
	readonly metrics: readonly AgentMetric[];
	/** The models that judge, each once, with the metrics that they judge for. */
	readonly records: readonly ModelRecord[];
	/** Scores an answered question by every metric that is for its type; what the run file holds is not scored again. */
	score(scorable: Scorable, file: AgentRunFile, context: Omit<RunContext, "trace">): Promise<QuestionRow>;
}

/**
 * Metrics with their judges.
 *
 * @param embedder identity of the embedder that the metrics use, which they do not tell
 * @param layers stand around every judge: a cache
 */
export function judgingOf(
	metrics: readonly AgentMetric[],
	judges: Judges | undefined,
	embedder: string | null,
	layers: readonly Middleware[],
): Judging {
	const ready = metrics.map((agentMetric): ReadyMetric => {
		const judge = judgeFor(agentMetric, judges);
		const asked = judge === undefined ? undefined : wrap(judge, ...layers);
		const { metric } = agentMetric;
		const { program } = metric as { program?: Program<never, unknown> };
		const own = Object.values(program?.models ?? {}).map(({ identity }) => identity);
		const what = [metric.name, program?.structure ?? null, program?.parameters ?? null];
		const using = metric.using?.((current) => (current === undefined ? asked : wrap(current, ...layers)));
		return {
			agentMetric: using === undefined ? agentMetric : { ...agentMetric, metric: using },
			key: keyOf(agentMetric),
			by: [what, own, judge?.identity ?? null, embedder],
			judge: asked,
		};
	});
	return {
		metrics,
		records: recordsOf(metrics, judges),
		async score(scorable, file, context) {
			const { answered, expected } = scorable;
			const due = ready.filter(({ agentMetric }) => isFor(agentMetric, answered.type));
			const shown = hash([answered.answer, answered.contexts, answered.sql ?? null], 16);
			const scores = await mapLimit(due, Math.max(due.length, 1), async ({ agentMetric, key, by, judge }) => {
				const record = { question: placeOf(answered), by: hash([key, by, shown, context.seed], 16) };
				const kept = file.scores.get(scoreKey(record));
				if (kept !== undefined) return [key, kept] as const;
				const trace = startTrace(key, "judge");
				const asking = { ...context, trace, ...(judge === undefined ? {} : { model: judge }) };
				const score = JSON.parse(JSON.stringify(await scoreQuestion(agentMetric, scorable, asking)));
				file.write({ score: { ...record, score } });
				return [key, score] as const;
			});
			const byKey = Object.fromEntries(scores);
			const overall = overallScore(metrics, byKey);
			return {
				...answered,
				expected,
				scores: overall === undefined ? byKey : { ...byKey, [overallKey]: overall },
				judgingUsage: sumUsage(scores.flatMap(([, { usage }]) => usage ?? [])),
			};
		},
	};
}

function judgeFor({ group }: AgentMetric, judges: Judges | undefined): Model | undefined {
	if (judges === undefined || "generate" in judges) return judges;
	return group === "COT" ? (judges.chainOfThought ?? judges.task) : (judges.task ?? judges.chainOfThought);
}

function recordsOf(metrics: readonly AgentMetric[], judges: Judges | undefined): readonly ModelRecord[] {
	const records = new Map<string, ModelRecord>();
	for (const agentMetric of metrics) {
		for (const { id, identity, facts = {} } of modelsOf(agentMetric.metric, judgeFor(agentMetric, judges))) {
			const steps = [...(records.get(identity)?.steps ?? []), keyOf(agentMetric)];
			records.set(identity, { id, identity, facts, steps: [...new Set(steps)] });
		}
	}
	return [...records.values()];
}

// Going over a metric's steps by `using` shows which model each one asks; a metric without it asks none, or hides it.
function modelsOf(metric: Metric<never, never, never>, judge: Model | undefined): readonly Model[] {
	const models: Model[] = [];
	metric.using?.((current) => {
		const model = current ?? judge;
		if (model !== undefined) models.push(model);
		return model;
	});
	return models;
}
