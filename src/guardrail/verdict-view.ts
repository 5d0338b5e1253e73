import { card } from "../view/card.ts";
import { absent, formatMs, formatPercent, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { type Cell, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { type Finding, findingsOf } from "./assessment.ts";
import type { VerdictData } from "./verdict-data.ts";

/** A verdict for a terminal and a notebook. What it found of persons is not spelled out: a notebook is sent around. */
export function verdictView(verdict: VerdictData): View {
	const { source, outcome, reason, outputs, assessments, coverage, units, costUsd, latencyMs } = verdict;
	const findings = findingsOf(assessments);
	const billed = Object.entries(units).filter(([, count]) => count > 0);
	const head = card({
		title: `Guardrail: the ${source} ${outcomes[outcome]}`,
		facts: {
			by: assessments.map(({ by }) => by).join(", ") || null,
			...(reason === undefined ? {} : { reason }),
			...(outputs.length === 0 ? {} : { "passed on": outputs.join("\n") }),
			coverage: coverage === null ? null : coverageOf(coverage),
			units: billed.length === 0 ? null : billed.map(([policy, count]) => `${count} ${policy}`).join(", "),
			cost: `${formatUsd(costUsd)} (estimate)`,
			time: formatMs(latencyMs),
		},
		...(findings.length === 0 ? { note: "Nothing was found." } : {}),
	});
	if (findings.length === 0) return head;
	const rows = findings.map((finding) => ({
		policy: finding.policy,
		what: nameOf(finding),
		how: strengthOf(finding),
		action: actionOf(finding),
	}));
	const columns = [
		{ key: "policy", label: "Policy" },
		{ key: "what", label: "What" },
		{ key: "how", label: "Strength" },
		{ key: "action", label: "Action", format: (cell: Cell) => cell },
	] as const;
	return stack([head, table({ columns, rows, note: notes(findings) })]);
}

const outcomes = { passed: "passes", masked: "passes, with places masked", blocked: "is blocked" } as const;

function coverageOf({ guarded, total }: NonNullable<VerdictData["coverage"]>): string {
	const share = total === 0 ? null : guarded / total;
	return `${guarded} of ${total} characters (${formatPercent(share, 0)})`;
}

/** What a finding is of, in a few words and without what it matched of a person. */
export function nameOf(finding: Finding): string {
	switch (finding.policy) {
		case "topics":
			return finding.name;
		case "words":
			return `"${finding.match}" (${finding.list})`;
		case "reasoning":
			return [finding.result, ...finding.rules].join(" ");
		default:
			return finding.kind;
	}
}

function strengthOf(finding: Finding): string {
	if (finding.policy === "reasoning") return finding.confidence === undefined ? absent : String(finding.confidence);
	if (finding.policy === "topics" || finding.policy === "words") return absent;
	if (finding.policy === "content" && finding.score === undefined) return finding.confidence ?? absent;
	if (finding.score === undefined) return absent;
	return finding.threshold === undefined ? String(finding.score) : `${finding.score} (limit ${finding.threshold})`;
}

function actionOf({ action, detected }: Finding): Cell {
	if (action === "blocked") return { text: "blocked", mark: "warning" };
	if (action === "masked") return "masked";
	return detected ? "found, let through" : "not found";
}

function notes(findings: readonly Finding[]): string {
	const grounded = findings.some(({ policy }) => policy === "grounding");
	return [
		"Found, let through: the policy reports and does nothing.",
		...(grounded ? ["Grounding and relevance are found when they are below their limit."] : []),
	].join(" ");
}
