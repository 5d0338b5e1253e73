import { formatCount, formatUsd } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { PlanData } from "./plan.ts";

/** A forecast as a small table. */
export function planView(plan: PlanData): View {
	const most = (cost: number | null) => (cost === 0 ? "" : `, at most ${formatUsd(cost)}`);
	const rows = [
		{ what: "Rows", value: `${plan.rows}${plan.cachedRows > 0 ? `, ${plan.cachedRows} answered from the cache` : ""}` },
		{ what: "Calls", value: formatCount(plan.calls, "call") },
		{
			what: "Tokens",
			value: `about ${thousands(plan.inputTokens)} in and ${thousands(plan.outputTokens)} out (at most ${thousands(plan.maxOutputTokens)})`,
		},
		{ what: "Cost", value: `${formatUsd(plan.costUsd)}${plan.costUsd === null ? "" : most(plan.maxCostUsd)}` },
		{ what: "Time", value: plan.minutes === null ? "unknown" : timeText(plan) },
	];
	return table({
		columns: [
			{ key: "what", label: "" },
			{ key: "value", label: `${plan.program} on ${plan.models.join(", ") || "no model yet"}` },
		],
		rows,
		caption: "What this evaluation will take",
		note: plan.basis.join(" "),
	});
}

function timeText(plan: PlanData): string {
	if (plan.calls === 0) return "none to speak of";
	const minutes = plan.minutes ?? 0;
	return minutes < 1
		? "under a minute"
		: `about ${Math.round(minutes)} ${Math.round(minutes) === 1 ? "minute" : "minutes"}`;
}

function thousands(n: number): string {
	return Math.round(n).toLocaleString("en-US");
}
