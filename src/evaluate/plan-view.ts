import { formatCount, formatUsd } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";

/** What an evaluation will take. All figures are estimates, made without calling a model. */
export interface PlanData {
	readonly program: string;
	readonly models: readonly string[];
	readonly rows: number;
	/** Rows that are answered from the cache. */
	readonly cachedRows: number;
	/** Rows that made-up answers did not lead through: their later calls are not counted. */
	readonly partlyFollowedRows: number;
	/** Calls that will be sent, repairs and judges not counted. */
	readonly calls: number;
	/** Estimated at 4 characters a token. */
	readonly inputTokens: number;
	/** Estimated from the expected values' length. */
	readonly outputTokens: number;
	/** The most that the calls may write. */
	readonly maxOutputTokens: number;
	/** null when a price is unknown. */
	readonly costUsd: number | null;
	/** Cost if every answer runs to its limit. */
	readonly maxCostUsd: number | null;
	/** null when the model's speed is unknown. */
	readonly minutes: number | null;
	/** What the estimates rest on, in sentences. */
	readonly basis: readonly string[];
}

/** A forecast as a small table. */
export function planView(plan: PlanData): View {
	const whole = plan.partlyFollowedRows === 0; // else every figure is a lower bound
	const least = whole ? "" : "at least ";
	const most = (text: string) => (whole ? `at most ${text}` : "and more");
	const rows = [
		{ what: "Rows", value: `${plan.rows}${plan.cachedRows > 0 ? `, ${plan.cachedRows} answered from the cache` : ""}` },
		{ what: "Calls", value: `${least}${formatCount(plan.calls, "call")}` },
		{
			what: "Tokens",
			value: `about ${thousands(plan.inputTokens)} in and ${thousands(plan.outputTokens)} out (${most(thousands(plan.maxOutputTokens))})`,
		},
		{ what: "Cost", value: costText(plan, most) },
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

function costText({ costUsd, maxCostUsd }: PlanData, most: (text: string) => string): string {
	if (costUsd === null || maxCostUsd === 0) return formatUsd(costUsd);
	return `${formatUsd(costUsd)}, ${most(formatUsd(maxCostUsd))}`;
}

function timeText(plan: PlanData): string {
	const whole = plan.partlyFollowedRows === 0;
	const minutes = Math.round(plan.minutes ?? 0);
	if (plan.calls === 0 && whole) return "none to speak of";
	if ((plan.minutes ?? 0) < 1) return whole ? "under a minute" : "a minute or more";
	return `${whole ? "about" : "at least"} ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

function thousands(n: number): string {
	return Math.round(n).toLocaleString("en-US");
}
