import { installInterrupt } from "./notebook/interrupt.ts";

// In a Deno kernel the stop button ends the kernel's process unless somebody listens; a notebook's variables must survive it.
installInterrupt();

// Agents: files of trajectories, their evaluation, answers that were recorded.
export type { Agent, AgentAnswer, AgentSession } from "./agents/agent.ts";
export type { AgentMetric } from "./agents/agent-metric.ts";
export type { AgentReport, QuestionRow } from "./agents/agent-report.ts";
export { type EvaluateAgentOptions, evaluateAgent } from "./agents/evaluate-agent.ts";
export { recordedAgent } from "./agents/recorded-agent.ts";
export { trajectories } from "./agents/trajectories.ts";
export type { Trajectory, TrajectorySet } from "./agents/trajectory.ts";
// Models and jobs at AWS; no client is loaded before the first call.
export * as aws from "./aws/index.ts";
// Errors: one class per thing the reader does next.
export {
	AbortedError,
	BudgetError,
	ConfigError,
	DataError,
	isTouchstoneError,
	MissingDependencyError,
	ModelError,
	OutputError,
	TouchstoneError,
} from "./core/errors.ts";
export { startTrace } from "./core/trace.ts";
export { version } from "./core/version.ts";
export type { Dataset, Example } from "./data/dataset.ts";
// Data.
export { dataset } from "./data/load.ts";
export { sample, split } from "./data/split.ts";
// Catalogues, one namespace each.
export * as chart from "./evaluate/chart.ts";
export type { Comparison } from "./evaluate/compare.ts";
export { compare } from "./evaluate/compare.ts";
// Evaluation and what follows from it.
export type { Engine } from "./evaluate/engine.ts";
export { evaluate } from "./evaluate/evaluate.ts";
export { gate } from "./evaluate/gate.ts";
export { leaderboard } from "./evaluate/leaderboard.ts";
export { paraphrase } from "./evaluate/paraphrase.ts";
export type { Report, Row, Summary } from "./evaluate/report.ts";
export { loadReport, saveReport } from "./evaluate/report-file.ts";
export { reportPage } from "./evaluate/report-page.ts";
export { stability } from "./evaluate/stability.ts";
// Models: on this machine, behind any OpenAI-compatible server, from a tape, made of others.
export { type Judge, judge, type Rubric, summaryRubric } from "./judge/index.ts";
// Reports to Langfuse, and to anything that takes OpenTelemetry's traces.
export { type Delivery, type Exporter, langfuse, otlp } from "./langfuse/index.ts";
export { local } from "./local/index.ts";
export * as metric from "./metric/index.ts";
export type { Case, Metric, Score } from "./metric/metric.ts";
export {
	abTest,
	loadMigration,
	type Migration,
	migrate,
	migrationChart,
	saveMigration,
	watch,
} from "./migrate/index.ts";
export type { Embedder } from "./model/embedder.ts";
export { fallback } from "./model/fallback.ts";
export { budget } from "./model/middleware/budget.ts";
export { cache } from "./model/middleware/cache.ts";
export { limit } from "./model/middleware/limit.ts";
export { retry } from "./model/middleware/retry.ts";
export { trace } from "./model/middleware/trace.ts";
export type { Generate, Middleware, Model, ModelRequest, ModelResponse, Price, RunContext } from "./model/model.ts";
export { assistantMessage, textOf, userMessage } from "./model/model.ts";
export { costOf, freeOfCharge, priceOf } from "./model/prices.ts";
export { recorded } from "./model/recorded.ts";
export { route } from "./model/route.ts";
export { scripted } from "./model/scripted.ts";
export type { Usage } from "./model/usage.ts";
// Middleware around them: wrap(model, trace(), cache(), retry(), budget(), limit()).
export { wrap } from "./model/wrap.ts";
// Looking at things.
export { show } from "./notebook/environment.ts";
export { openai } from "./openai/openai.ts";
// Tuning: optimizers in one namespace, and the recipe that moves a task to another model.
export * as optimize from "./optimize/index.ts";
export { type AgentOptions, agent } from "./program/agent.ts";
export { AgentError } from "./program/agent-error.ts";
export {
	type AgentStep,
	agentSpans,
	agentTag,
	contextsOf,
	stepsOf,
	type TracedToolCall,
	toolCallsOf,
} from "./program/agent-trace.ts";
export { asTool } from "./program/as-tool.ts";
export { compose } from "./program/compose.ts";
export { critique } from "./program/critique.ts";
export { predict } from "./program/predict.ts";
export type { Parameters, Prediction, Program } from "./program/program.ts";
export { jsonPrompt } from "./program/prompt/json.ts";
export { taggedPrompt } from "./program/prompt/tagged.ts";
export { reason } from "./program/reason.ts";
export { reflect } from "./program/reflect.ts";
export { type FoundPassage, type Retriever, retrieve } from "./program/retrieve.ts";
export type { Signature } from "./program/signature.ts";
// Programs: what goes in and comes out, and how it is asked for.
export { signature } from "./program/signature.ts";
export { type Tool, tool } from "./program/tool.ts";
// Databases, SQL that a model wrote, and how well it did.
export * as sql from "./sql/index.ts";
export * as stats from "./stats/index.ts";
export { table } from "./view/table.ts";
