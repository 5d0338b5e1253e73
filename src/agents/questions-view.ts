import { summaryText } from "../evaluate/report-view.ts";
import { formatMs, formatNumber } from "../view/format.ts";
import type { Shown } from "../view/shown.ts";
import { stack } from "../view/stack.ts";
import { type Column, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { AgentFigure, AgentReportData, QuestionRow } from "./agent-report.ts";
import { cautionsOf, syntheticNote } from "./agent-report-view.ts";
import { type QuestionType, questionTypes } from "./trajectory.ts";

type Line = Readonly<Record<string, string>>;

/**
 * A report question by question: one table a type, one line a question, one column a metric, the averages below.
 *
 * @param data the report
 */
export function questionsTable(data: AgentReportData): Shown {
	const tables = questionTypes.flatMap((type) => {
		const figures = data.byType[type];
		return figures === undefined ? [] : [tableOf(data, type, figures)];
	});
	return stack([...tables, ...cautionsOf(data)]);
}

function tableOf(data: AgentReportData, type: QuestionType, figures: readonly AgentFigure[]): View {
	const rows = data.questions.filter((row) => row.type === type);
	const columns: Column<Line>[] = [
		{ key: "id", label: "Question" },
		...figures.map(({ key, group, label }): Column<Line> => ({ key, label: `${group} ${label}`, align: "right" })),
		{ key: "time", label: "Time", align: "right" },
		{ key: "asked", label: "Asked" },
	];
	const averages = Object.fromEntries(
		figures.map((figure) => [figure.key, summaryText({ ...figure, unit: "number" })]),
	);
	return table({
		columns,
		rows: [...rows.map((row) => lineOf(row, figures)), { id: "average", ...averages, time: "", asked: "" }],
		caption: `${data.run.synthetic ? "[synthetic] " : ""}${type}: ${data.name}`,
		note: `– does not apply, ? could not be measured, ! the agent failed.${data.run.synthetic ? ` ${syntheticNote}` : ""}`,
		width: 160,
	});
}

function lineOf(row: QuestionRow, figures: readonly AgentFigure[]): Line {
	const cells = figures.map(({ key }) => {
		const score = row.scores[key];
		const text = score?.error === undefined ? formatNumber(score?.value ?? null) : "?";
		return [key, text];
	});
	const failed = row.error === undefined ? "" : "!";
	return {
		id: `${questionName(row)}${failed}`,
		...Object.fromEntries(cells),
		time: formatMs(row.latencyMs),
		asked: row.question,
	};
}

/**
 * The short name of a question, with the number that its trajectory's name ends in.
 *
 * @example
 * questionName({ trajectory: "Trajectory3", questionId: 11, type: "RAG" }) // => "T3-Q11-RAG"
 */
export function questionName({
	trajectory,
	questionId,
	type,
}: Pick<QuestionRow, "trajectory" | "questionId" | "type">): string {
	return `T${/\d+$/.exec(trajectory)?.[0] ?? ""}-Q${questionId}-${type}`;
}
