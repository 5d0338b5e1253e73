import { card } from "../view/card.ts";
import { escapeText } from "../view/escape.ts";
import { formatCount, formatUsd } from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { PlanData } from "./plan-data.ts";
import { policyDocument } from "./policy.ts";

/** A plan as a notebook and a terminal show it: cost first, then each call, the rights, what remains. */
export function planView(plan: PlanData): View {
	return stack([
		card({ title: `Plan: ${plan.title}`, facts: factsOf(plan), note: noteOf(plan) }),
		table({
			caption: "Calls, in order",
			columns: [
				{ key: "service", label: "Service" },
				{ key: "operation", label: "Operation" },
				{ key: "times", label: "Times" },
				{ key: "why", label: "What for" },
			],
			rows: plan.calls.map((call) => ({ ...call, times: call.times ?? 1 })),
		}),
		...(plan.policy.length === 0 ? [] : [policyView(plan)]),
		...lists(plan),
	]);
}

function factsOf({ costUsd, hourlyUsd, hours, tokens }: PlanData): Record<string, string> {
	const hourly =
		hourlyUsd === null ? "unknown" : `${formatUsd(hourlyUsd)} an hour until deleted, counted for ${hours} h`;
	return {
		cost: costUsd === null ? "unknown (a price is missing)" : `at most ${formatUsd(costUsd)} (an estimate)`,
		"stays up": hourlyUsd === 0 ? "nothing that bills by the hour" : hourly,
		...(tokens === null
			? {}
			: {
					tokens: `about ${formatCount(tokens.input, "token")} in, at most ${formatCount(tokens.output, "token")} out`,
				}),
	};
}

function noteOf({ problems }: PlanData): string {
	if (problems.length > 0) return `apply() would refuse: ${formatCount(problems.length, "problem")}, below.`;
	return "Nothing has been sent. await plan.apply({ maxUsd }) does it.";
}

function policyView({ policy }: PlanData): View {
	const json = JSON.stringify(policyDocument(policy), null, 2);
	const title = "The least rights that this needs (an IAM policy)";
	return {
		text: `${title}\n${json}`,
		html:
			`<details><summary style="cursor:pointer;font-size:13px">${escapeText(title)}</summary>` +
			`<pre style="font-size:12px;white-space:pre-wrap;margin:4px 0 0 12px">${escapeText(json)}</pre></details>`,
	};
}

function lists({ problems, remains, basis }: PlanData): View[] {
	return [
		{ title: "Problems", lines: problems },
		{ title: "What remains afterwards", lines: remains },
		{ title: "What the estimate rests on", lines: basis },
	].flatMap(({ title, lines }) => (lines.length === 0 ? [] : [list(title, lines)]));
}

function list(title: string, lines: readonly string[]): View {
	const items = lines.map((line) => `<li>${escapeText(line)}</li>`).join("");
	return {
		text: [title, ...lines.map((line) => `  - ${line}`)].join("\n"),
		html:
			`<div style="font-size:13px"><div style="font-weight:600">${escapeText(title)}</div>` +
			`<ul style="margin:2px 0 0 18px;padding:0">${items}</ul></div>`,
	};
}
