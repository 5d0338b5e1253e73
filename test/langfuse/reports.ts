import type { AgentReportData, QuestionRow } from "../../src/agents/agent-report.ts";
import type { Span } from "../../src/core/trace.ts";
import type { ReportData, Row, Summary } from "../../src/evaluate/report.ts";
import { noUsage } from "../../src/model/usage.ts";

/** 2026-01-02T03:04:05.000Z */
export const startMs = 1_767_323_045_000;

export const usage = { ...noUsage, inputTokens: 120, outputTokens: 30, costUsd: 0.0004, calls: 1 };

export function span(
	name: string,
	kind: Span["kind"],
	attributes: Span["attributes"],
	children: readonly Span[] = [],
): Span {
	return { name, kind, startMs, endMs: startMs + 250.5, attributes, children };
}

export const chat = span("qwen", "model", {
	request: {
		system: "Be brief.",
		messages: [{ role: "user", content: [{ type: "text", text: "Kører tog 12 til København? 🚆" }] }],
		temperature: 0,
		maxTokens: 64,
	},
	model: "qwen-2",
	usage,
	latencyMs: 240,
	cached: false,
	content: [{ type: "text", text: "Ja, klokken 9." }],
	finish: "stop",
});

const run = (name: string): Span =>
	span(name, "program", {}, [
		span(
			"desk",
			"step",
			{ input: { question: "q" }, output: { answer: "a" }, agent: { tools: ["search"], collaborators: [] } },
			[chat, span("search", "tool", { name: "search", input: { q: "train" }, output: ["Train 12 leaves at 9."] })],
		),
	]);

const summary = (name: string, value: number | null, wholeSet = false): Summary => ({
	name,
	direction: "higher",
	range: [0, 1],
	unit: "percent",
	value,
	low: null,
	high: null,
	level: 0.95,
	method: "none",
	wholeSet,
	scored: 1,
	skipped: 0,
	failed: 0,
});

const model = { id: "qwen", identity: "local:abc", facts: {}, steps: [] };

/** A report of so many rows, two scores each. */
export function report(rows: number, more: Partial<Row> = {}): ReportData {
	return {
		format: 1,
		name: "trains",
		rows: Array.from({ length: rows }, (_, index) => ({
			id: String(index + 1),
			input: { question: "Kører tog 12? 🚆", number: index + 1 },
			expected: { answer: "yes" },
			output: { answer: "yes" },
			scores: { accuracy: { value: 1, reason: "the same" }, style: { value: null } },
			trace: run("trains"),
			usage,
			latencyMs: 240,
			cachedCalls: 0,
			repairs: 0,
			...more,
		})),
		summary: { accuracy: summary("accuracy", 1), f1: summary("f1", 0.75, true), style: summary("style", null) },
		formatCorrectness: summary("format", 1),
		latency: { p50: 240, p95: 240, mean: 240 },
		usage,
		spent: usage,
		scoringUsage: noUsage,
		run: {
			program: { name: "trains", hash: "p1", parameters: {} },
			models: [model],
			dataset: { name: "timetable", hash: "d1", rows },
			seed: 0,
			concurrency: 1,
			version: "0.1.0",
			runtime: "node 20",
			startedAt: new Date(startMs).toISOString(),
			wallMs: 1,
		},
	};
}

/** A question of the type, its scores given by key. */
export function question(number: number, type: QuestionRow["type"], scores: QuestionRow["scores"]): QuestionRow {
	return {
		trajectory: "Trajectory0",
		number,
		questionId: number + 2,
		type,
		question: "When does train 12 leave?",
		expected: { answer: "At 9." },
		session: "session-0",
		answer: "At 9.",
		contexts: ["Train 12 leaves at 9."],
		tag: "SINGLE-AGENT",
		trace: run("desk"),
		scores,
		usage,
		judgingUsage: usage,
		latencyMs: 250,
	};
}

export function agentReport(questions: readonly QuestionRow[]): AgentReportData {
	return {
		kind: "agent",
		format: 1,
		name: "desk on trips",
		questions,
		figures: [],
		byType: {},
		usage,
		judgingUsage: usage,
		run: {
			agent: { name: "desk", kind: "program", hash: "a1", facts: {} },
			synthetic: false,
			models: [model],
			judges: [{ ...model, id: "judge-1" }],
			trajectories: { name: "trips", hash: "t1", trajectories: 1, questions: questions.length },
			seed: 0,
			concurrency: 1,
			version: "0.1.0",
			runtime: "node 20",
			startedAt: new Date(startMs).toISOString(),
			wallMs: 1,
		},
	};
}
