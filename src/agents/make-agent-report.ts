import { displayable } from "../view/view.ts";
import type { AgentReport, AgentReportData } from "./agent-report.ts";
import { agentReportView } from "./agent-report-view.ts";

/** Gives report data its look. */
export function makeAgentReport(data: AgentReportData): AgentReport {
	return displayable({ ...data }, agentReportView);
}
