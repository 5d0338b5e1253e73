import { cautionViews } from "../evaluate/caution-view.ts";
import { summaryText } from "../evaluate/report-view.ts";
import type { Usage } from "../model/usage.ts";
import { formatCount, formatMs, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import type { AgentFigure, AgentReportData } from "./agent-report.ts";

/** Said on every view of a report whose answers no agent gave. */
export const syntheticNote =
	"SYNTHETIC: a script wrote these answers and traces; no agent gave them. The figures say nothing about any agent.";

/** A report as two tables: the average of each metric, with cautions of judges that it rests on, and what the agent and its judges cost. */
export function agentReportView(data: AgentReportData): View {
	return stack([averages(data), ...cautionsOf(data), costs(data)]);
}

/** Cautions of the metrics, in bold: they belong under every table that rests on them. */
export function cautionsOf({ figures }: Pick<AgentReportData, "figures">): View[] {
	return cautionViews(figures.map(({ label, caution }) => ({ name: label, caution })));
}

const category: Readonly<Record<AgentFigure["group"], string>> = {
	COT: "Agent goal",
	TEXT2SQL: "Task accuracy",
	RAG: "Task accuracy",
	CUSTOM: "Task accuracy",
	TOOLS: "Tool use",
};

function averages(data: AgentReportData): View {
	const { questions, run } = data;
	return table({
		columns: [
			{ key: "category", label: "Category" },
			{ key: "type", label: "Type" },
			{ key: "metric", label: "Metric" },
			{ key: "questions", label: "Questions", align: "right" },
			{ key: "average", label: "Average" },
			{ key: "left", label: "Left out" },
		],
		rows: data.figures.map((figure) => ({
			category: category[figure.group],
			type: figure.group,
			metric: figure.label,
			questions: figure.scored,
			average: summaryText({ ...figure, unit: figure.unit === "percent" ? "number" : figure.unit }),
			left: leftOut(figure),
		})),
		caption: oneLine(
			`${run.synthetic ? "[synthetic] " : ""}${data.name} on ${run.trajectories.name}: ${formatCount(questions.length, "question")} in ${formatCount(new Set(questions.map(({ trajectory }) => trajectory)).size, "trajectory", "trajectories")}`,
		),
		note: noteOf(data),
	});
}

function leftOut({ skipped, failed }: AgentFigure): string {
	const parts = [
		...(skipped > 0 ? [`${skipped} not applicable`] : []),
		...(failed > 0 ? [`${failed} not measured`] : []),
	];
	return parts.join(", ");
}

/** How to read the figures, and where they come from. */
function noteOf({ questions, figures, run }: AgentReportData): string {
	const level = Math.round((figures[0]?.level ?? 0.95) * 100);
	const failed = questions.filter(({ error }) => error !== undefined).length;
	return [
		...(run.synthetic ? [syntheticNote] : []),
		...(run.stopped === undefined
			? []
			: [`INCOMPLETE: ${run.stopped}; ${questions.length} of ${run.trajectories.questions} questions.`]),
		...(failed === 0
			? []
			: [`The agent failed on ${formatCount(failed, "question")}, which have the worst scores there are.`]),
		`Brackets are ${level} % intervals of the average over questions.`,
		`Agent ${run.agent.hash?.slice(0, 8) ?? run.agent.name}, data ${run.trajectories.hash.slice(0, 8)}, seed ${run.seed}, touchstone ${run.version}.`,
	].join(" ");
}

function costs({ questions, usage, judgingUsage, run }: AgentReportData): View {
	const models = (list: AgentReportData["run"]["models"]) => list.map(({ id }) => id).join(", ");
	const times = questions.filter(({ answer }) => answer !== null).map(({ latencyMs }) => latencyMs);
	const mean = times.length === 0 ? null : times.reduce((a, b) => a + b, 0) / times.length;
	return table({
		columns: [
			{ key: "who", label: "Cost" },
			{ key: "models", label: "Models" },
			{ key: "calls", label: "Calls" },
			{ key: "tokens", label: "Tokens in / out", align: "right" },
			{ key: "usd", label: "US dollars", align: "right" },
			{ key: "time", label: "Time a question", align: "right" },
		],
		rows: [
			{ who: "the agent", models: models(run.models), ...costOf(usage), time: formatMs(mean) },
			{ who: "judging", models: models(run.judges), ...costOf(judgingUsage), time: "" },
		],
	});
}

function costOf({ calls, inputTokens, outputTokens, costUsd }: Usage) {
	const count = (tokens: number) => tokens.toLocaleString("en-US");
	return { calls, tokens: `${count(inputTokens)} / ${count(outputTokens)}`, usd: formatUsd(costUsd) };
}
